import type { VendorFailure } from '../transport/vendorFailure.js';

/** How servers call what is called otherwise in the request. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  response_format: [
    'text.format',
    'output_config.format',
    'json_schema',
    'response_mime_type',
    'response_json_schema',
    'guided_json',
    'json mode',
    'structured outputs?',
  ],
  // Ollama: `"gemma3" does not support thinking`.
  reasoning_effort: ['reasoning', 'thinking'],
  // Google: "Thinking level is not supported for this model."
  thinking_config: ['thinking', 'thinking level', 'thinking_level', 'thinking_budget'],
};

/** Words of plain English too, which must stand where a parameter stands. */
const ordinary = new Set(['effort', 'include', 'reasoning', 'stream', 'summary', 'thinking']);

const refusal =
  /unsupported|not support|unrecogni[sz]ed|unknown|unexpected|unavailable|not (?:be )?(?:permitted|allowed|accepted|available|valid|enabled|compatible|recogni[sz]ed)|extra_forbidden|extra (?:inputs|fields)|invalid|not accept|cannot\b.{0,10} be|deprecated|only the default|must be verified/i;

/** Templates of Gemma, Mistral and others (vLLM, TGI); o1-mini ("'messages[0].role' does not support 'system'"); Google's Gemma. */
const systemRefused = new RegExp(
  [
    'system[_ ]?(?:role|prompt|message|instruction)s?\\b[^.]{0,60}(?:not (?:be )?(?:support|allow|permit|enabl)|unsupported|invalid)',
    '(?:not|n.t) support (?:a |the )?["\'`]?system\\b|got ["\'`]?system\\b|unsupported (?:message )?role:? ["\'`]?system\\b',
    'developer instruction is not enabled|only ["\'`]?user["\'`]?,? and ["\'`]?assistant["\'`]? roles|roles must alternate',
  ].join('|'),
  'i',
);

/**
 * The optional parameter that a server has refused: by the name it gives in `param` or `loc`, or by the first name in its sentence.
 * @param optional names on the wire, dotted where they are nested; `system` stands for the role
 */
export function refusedParameter(failure: VendorFailure, optional: readonly string[]): string | undefined {
  const { parameter: blamed, text } = failure;
  const named = optional.find((name) => blamed !== undefined && isCalled(name, blamed));
  if (named !== undefined) return named;
  if (optional.includes('system') && systemRefused.test(text)) return 'system';
  // What is said of the conversation may repeat it, and with it any name.
  if (!refusal.test(text) || (blamed !== undefined && /^(?:messages|input|contents)\b/u.test(blamed))) return undefined;
  const [first] = optional
    .filter((name) => name !== 'system')
    .map((name) => ({ name, at: positionIn(text, name) }))
    .filter(({ at }) => at !== -1)
    .sort((a, b) => a.at - b.at);
  return first?.name;
}

function isCalled(name: string, blamed: string): boolean {
  return [name, camelCase(name), ...(aliases[name] ?? [])].some(
    (form) =>
      form === blamed || blamed.startsWith(`${form}.`) || form.endsWith(`.${blamed}`) || blamed.endsWith(`.${form}`),
  );
}

function positionIn(text: string, name: string): number {
  const own = name.split('.').at(-1)!;
  const forms = [...new Set([name, own, camelCase(own), ...(aliases[name] ?? [])])];
  const found = forms.map((form) => text.search(patternOf(form))).filter((at) => at !== -1);
  return found.length === 0 ? -1 : Math.min(...found);
}

function patternOf(form: string): RegExp {
  const name = form.replaceAll('.', String.raw`\.`);
  if (!ordinary.has(form)) return new RegExp(String.raw`(?<![\w.])${name}(?!\w)`, 'iu');
  const before = '(?:parameters?|arguments?|fields?|property|supplied|support):? ';
  const after = ' (?:parameter|argument|field|property|option|is not|not)';
  return new RegExp(String.raw`["'\x60]${name}["'\x60]|\b${before}${name}\b|\b${name}${after}\b`, 'iu');
}

function camelCase(name: string): string {
  return name.replaceAll(/_([a-z])/gu, (_, letter: string) => letter.toUpperCase());
}
