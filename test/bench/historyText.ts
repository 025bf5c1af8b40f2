/** Frequent English words first: the first is said twice as often as the second, three times as often as the third, and so on. */
const frequent =
  'the to of and a is in that it for you this with as be on are can if not or have from by an at will your when use which but one so has more all function value then there ' +
  'what do how would just each like only should we need make some time way was error because they into data get code file here using example set first new line see does other ' +
  'may also same could after between call string return them two server before request response list type where without test result than table index every query key number memory';
const syllables = [
  'ba',
  'con',
  'der',
  'fil',
  'gra',
  'hin',
  'jo',
  'kel',
  'lum',
  'mar',
  'nos',
  'pra',
  'quin',
  'res',
  'sto',
  'tur',
  'ul',
  'ver',
  'wex',
  'yon',
  'zi',
  'ment',
  'tion',
  'ler',
];
const germanWords =
  'der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei Größe Übersetzung Schlüssel Fehler Länge prüfen'.split(
    ' ',
  );
const chinese =
  '数据库中的查询返回了错误的结果因为索引没有更新请检查配置文件并重新启动服务器内存不足时会发生这种情况函数调用需要等待';
const japanese =
  'このエラーはデータベースの接続が切れたときに発生します設定を確認してからもう一度実行してください関数の戻り値を調べる';

const vocabularySize = 30_000;
const common = frequent.split(' ');
/** Most words of a language are rare; these are made up, and sort like nothing in particular. */
const vocabulary = Array.from({ length: vocabularySize }, (_, rank) => common[rank] ?? madeUpWord(rank));

/** Text as people and models write it about code: prose whose words are distributed as in a language, code, now and then German, Chinese or Japanese. */
export class HistoryText {
  readonly #random: () => number;

  /** @param random numbers in [0, 1). */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** Prose and code of about so many characters. */
  message(characters: number, withCode: boolean): string {
    const language = this.#random();
    const sentence =
      language < 0.02
        ? this.#characters(chinese, '。')
        : language < 0.03
          ? this.#characters(japanese, '。')
          : language < 0.1
            ? this.#sentence(germanWord)
            : this.#sentence(englishWord);
    const pieces: string[] = [];
    for (let length = 0; length < characters; length += pieces.at(-1)!.length + 1) {
      pieces.push(withCode && this.#random() < 0.12 ? this.#code() : sentence());
      if (this.#random() < 0.2) pieces.push('\n');
    }
    return pieces.join(' ').slice(0, Math.max(1, characters));
  }

  /** A few words without an end. */
  title(): string {
    return Array.from({ length: 3 + this.#below(5) }, () => englishWord(this.#random)).join(' ');
  }

  /** A whole number from 0 to `limit` - 1. */
  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  #sentence(word: (random: () => number) => string): () => string {
    return () => {
      const words = Array.from({ length: 5 + this.#below(18) }, () => word(this.#random));
      const [first = '', ...others] = words;
      return `${first.slice(0, 1).toUpperCase()}${first.slice(1)} ${others.join(this.#random() < 0.1 ? ', ' : ' ')}.`;
    };
  }

  #characters(script: string, end: string): () => string {
    return () => {
      const from = this.#below(script.length - 12);
      return script.slice(from, from + 6 + this.#below(24)) + end;
    };
  }

  #code(): string {
    const name = (): string => {
      const [first, second] = [englishWord(this.#random), englishWord(this.#random)];
      return `${first}${second.slice(0, 1).toUpperCase()}${second.slice(1)}`;
    };
    const lines = Array.from(
      { length: 2 + this.#below(8) },
      () => `  const ${name()} = await ${name()}.${name()}(${name()}, ${this.#below(1000)});`,
    );
    return `\n\n\`\`\`typescript\nexport async function ${name()}(${name()}: string) {\n${lines.join('\n')}\n  return ${name()};\n}\n\`\`\`\n\n`;
  }
}

/** Zipf's law: the probability of a word is as one over its rank. */
function englishWord(random: () => number): string {
  return vocabulary[Math.floor(vocabularySize ** random()) - 1]!;
}

function germanWord(random: () => number): string {
  return random() < 0.3 ? englishWord(random) : germanWords[Math.floor(germanWords.length ** random()) - 1]!;
}

function madeUpWord(rank: number): string {
  let word = '';
  // 7919 and 30011 are primes: no two ranks become the same word.
  for (let rest = 1 + ((rank * 7919) % 30_011); rest > 0; rest = Math.floor(rest / syllables.length))
    word += syllables[rest % syllables.length];
  return word;
}
