/** What a line declares, as it is written in most languages. */
export interface Declaration {
  readonly name: string;
  /** Something that is called, and whole in itself; a container holds members, of which a model may show only some. */
  readonly kind: 'function' | 'container' | 'variable';
  /** The word that declares it, or what stands for one: only what is declared alike is the same. */
  readonly form: string;
}

const modifiers =
  /^(?:(?:export|default|declare|abstract|public|private|protected|internal|static|final|async|override|virtual|readonly|sealed|partial|open|inline|suspend|pub(?:\([^)]{0,40}\))?|unsafe|extern|native|synchronized|constexpr|data|case)\s+)*/;
const functions = /^(?:function\b\s*\*?|def|fn|func|fun|sub|proc)\s+((?:self\.)?[\w$]+[?!]?)/;
const goMethod = /^func\s+\(\s*(?:\w+\s+)?\*?(\w+)[^)]{0,80}\)\s*(\w+)/;
const containers =
  /^(?:const\s+enum|enum\s+class|class|interface|enum|struct|trait|record|object|namespace|module|mod|union|protocol|extension|type)\s+([\w$.:]+)/;
const variable = /^(?:const|let|var|val)\s+([\w$]+)\s*(?::[^=]{1,200})?=(?!=)(.*)$/;
const test = /^((?:describe|context|suite|it|test)(?:\.\w+)?)\(\s*(['"`])((?:(?!\2).){1,200})\2/;
const method = /^(?:(?:get|set)\s+)?\*?(?:[\w$<>[\],.*&?:]+\s+)*[*&]?([#~]?[\w$]+)\s*(?:<[^>()]{1,80}>)?\s*\(([^;]*)$/;
const keywords =
  /^(?:if|for|foreach|while|switch|catch|return|else|do|with|new|throw|await|yield|typeof|super|using|lock|elif|unless|until|match|when|try|finally|case|assert|print|function|import|from|require)$/;

/** `undefined` of a line that declares nothing. Calls count if they are tests with a name. */
export function declarationOf(line: string): Declaration | undefined {
  // Most lines are none at first sight.
  if (line.length > 400 || !/[({=:]|\b(?:def|class|module|type|struct|interface)\b/.test(line)) return undefined;
  if (/^\s*[)\]}"'`<|?,+!/-]/.test(line)) return undefined;
  const trimmed = line.trim();
  const text = trimmed.replace(modifiers, '');
  const receiver = goMethod.exec(text);
  if (receiver !== null) return { name: `${receiver[1] ?? ''}.${receiver[2] ?? ''}`, kind: 'function', form: 'func' };
  const called = functions.exec(text)?.[1];
  const [form = ''] = text.split(/\W/, 1);
  if (called !== undefined) return { name: called, kind: 'function', form };
  const container = containers.exec(text)?.[1];
  if (container !== undefined) return { name: container, kind: 'container', form };
  if (/^impl\b/.test(text)) return { name: text.replace(/\s*\{?$/, ''), kind: 'container', form };
  const [, variableName, value = ''] = variable.exec(text) ?? [];
  if (variableName !== undefined)
    return {
      name: variableName,
      kind: /=>|^\s*(?:async\s+)?function\b/.test(value) ? 'function' : 'variable',
      form: 'variable',
    };
  const named = test.exec(text);
  if (named !== null)
    return {
      name: `${named[1] ?? ''} ${named[3] ?? ''}`,
      kind: named[1]?.startsWith('describe') === true ? 'container' : 'function',
      form: 'test',
    };
  return methodOf(text) ?? ruleOf(trimmed);
}

function methodOf(text: string): Declaration | undefined {
  const [, name, parameters = ''] = method.exec(text) ?? [];
  const [firstWord = ''] = text.split(/[\s(]/, 1);
  if (name === undefined || keywords.test(name) || keywords.test(firstWord)) return undefined;
  if (/=>|\bfunction\b|[({]\s*\{$/.test(parameters) || (text.includes('=') && !parameters.includes('=')))
    return undefined;
  const endsAsHead = /(?:[{(,]|\))$/.test(text) || /\)[^()]*$/.test(text);
  return endsAsHead ? { name, kind: 'function', form: 'method' } : undefined;
}

/** A rule of a style sheet, and whatever else has a text before its brace. */
function ruleOf(trimmed: string): Declaration | undefined {
  const rule = /^([.#@:*&[\w][^{};="'`()]{0,200}(?:\([^()]*\)[^{};="'`()]{0,100})?)\{$/.exec(trimmed)?.[1]?.trim();
  const [word = ''] = rule?.split(/[\s(]/, 1) ?? [];
  return rule === undefined || keywords.test(word) ? undefined : { name: rule, kind: 'container', form: 'rule' };
}
