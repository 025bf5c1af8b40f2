/** Texts of about so many characters that cost a page far more than prose of that length, by what they are made of. */
export type LargeContent = (characters: number) => string;

const repeated =
  (text: string, before = '', after = ''): LargeContent =>
  (characters) =>
    `${before}${text.repeat(Math.max(1, Math.floor(characters / text.length)))}${after}`;

const code = (language: string, text: string): LargeContent => repeated(text, `\`\`\`${language}\n`, '\n```\n');

/** By name. */
export const largeContents: Readonly<Record<string, LargeContent>> = {
  'ini dashes': code('ini', '-'),
  'php words': code('php', 'Aa'),
  'code lines': code('ts', 'const value = call(first, "second", 3); // why\n'),
  'code in one line': code('js', 'f(a1,"b");'),
  'code without language': code('', 'x'),
  'growing code': repeated('let a = [1, 2];\n', '```ts\n'),
  'cells that are missing': (characters) => {
    const columns = Math.floor(characters / 12);
    return `${'|a'.repeat(columns)}|\n${'|-'.repeat(columns)}|\n${'|x\n'.repeat(columns)}`;
  },
  'table rows': repeated('| a | b | c |\n', '| a | b | c |\n|-|-|-|\n'),
  'combining marks': repeated('\u0301', 'a'),
  'combining marks in code': repeated('\u0301', '```\na', '\n```'),
  'joined emoji': repeated('\u{1f469}\u200d'),
  'direction marks': repeated('\u202ea'),
  'isolated letters': repeated('\u2067a\u2069\u202c'),
  'mixed directions': repeated('\u05d01a'),
  'mixed directions in code': repeated('a\u0645 1\u062d\n', '```\n', '\n```\n'),
  'one word': repeated('a'),
  'Thai without spaces': repeated('ภาษาไทยเป็นภาษาที่มีระดับเสียงของคำแน่นอน'),
  'emphasized Thai': repeated('ภาษา**ไทย**เป็น'),
  'joined letters': repeated('\u0628'),
  'replaced characters': repeated('\ufffd'),
  paragraphs: repeated('a\n\n'),
  rules: repeated('---\n\n'),
  fences: repeated('```\na\n```\n'),
  'list items': repeated('- a\n'),
  'nested lists': (characters) => {
    const depth = Math.floor(Math.sqrt(characters));
    return Array.from({ length: depth }, (_, index) => `${' '.repeat(2 * index)}- a`).join('\n');
  },
  'list markers': repeated('- '),
  'quote markers': repeated('>'),
  'lines in deep quotes': repeated('a\n', '> '.repeat(30)),
  'lists in quotes': repeated('> - '),
  brackets: repeated('['),
  'image brackets': repeated('!['),
  'nested emphasis': (characters) => '**a '.repeat(characters / 8) + ' b**'.repeat(characters / 8),
  emphasis: repeated('*a **b '),
  'emphasized words': repeated('*a* '),
  'code words': repeated('`a` '),
  links: repeated('[a](https://b.test) '),
  autolinks: repeated('https://a.test/b '),
  definitions: (characters) =>
    Array.from({ length: Math.floor(characters / 20) }, (_, index) => `[a${index}]\n\n[a${index}]: /u\n`).join('\n'),
  footnotes: (characters) =>
    Array.from({ length: Math.floor(characters / 20) }, (_, index) => `[^${index}] x\n\n[^${index}]: y\n`).join('\n'),
  entities: repeated('&amp;'),
  formulas: repeated('$a_b$ '),
  'open formulas': repeated('$a \\( '),
  'formula blocks': repeated('$$\nx\n$$\n\n'),
  'mixed directions in a formula': repeated('\u05d01a', '$$\n', '\n$$\n'),
  tags: repeated('<sub>a</sub><br>'),
  'open tags': repeated('<sub>'),
  sections: repeated('<details>\n<summary>a</summary>\n\n'),
  'code in a quotation': repeated('> ~~~ts\n> ~~~\n'),
  'images that are not loaded': repeated('![a](//b.c)'),
  alerts: repeated('> [!NOTE]\n> a\n\n'),
  'small images': repeated(
    '![](data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==) ',
  ),
};

/** Code that is as hard for a grammar as what costs those of INI and PHP most, in each language that has colors. */
export const languageContents: Readonly<Record<string, LargeContent>> = Object.fromEntries(
  [
    'bash',
    'c',
    'cpp',
    'csharp',
    'css',
    'diff',
    'dockerfile',
    'go',
    'java',
    'javascript',
    'json',
    'kotlin',
    'markdown',
    'powershell',
    'python',
    'ruby',
    'rust',
    'sql',
    'swift',
    'typescript',
    'xml',
    'yaml',
  ].map((language) => [`${language}: one line`, code(language, 'Aa-a_(<"')]),
);

/** What the others are compared with. */
export const prose: LargeContent = repeated('Some ordinary words, as people write them in answers of this length.\n\n');
