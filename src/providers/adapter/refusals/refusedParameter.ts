import type { VendorFailure } from '../../transport/vendorFailure.js';

/** How servers call what is called otherwise in the request. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  response_format: [
    'text.format',
    'output_config.format',
    'output_format',
    'output format',
    'json_schema',
    'json schema',
    'response_mime_type',
    'response_json_schema',
    'guided_json',
    'guided decoding',
    'json mode',
    'structured outputs?',
  ],
  // Ollama: `"gemma3" does not support thinking`, `invalid think value: "xhigh"`.
  reasoning_effort: ['reasoning', 'thinking', 'think'],
  // OpenAI: "Your organization must be verified to generate reasoning summaries."
  'reasoning.summary': ['reasoning summar(?:y|ies)'],
  include: ['encrypted content'],
  stream: ['streaming'],
  // Google: "Thinking level is not supported for this model.", "Budget 0 is invalid."
  thinking_config: [
    'thinking',
    'thinking level',
    'thinking_level',
    'thinking budget',
    'thinking_budget',
    String.raw`budget \d+`,
  ],
};

/** Words of plain English too, which must stand where a parameter stands. */
const ordinary = new Set(['effort', 'include', 'reasoning', 'stream', 'streaming', 'summary', 'think', 'thinking']);

const refusal = new RegExp(
  [
    'unsupported|(?:not|n.t) support|unrecogni[sz]ed|unknown|unexpected|unavailable|deprecated|invalid|not accept',
    'not (?:be )?(?:permitted|allowed|accepted|available|valid|enabled|compatible|recogni[sz]ed)|extra_forbidden|extra (?:inputs|fields)',
    String.raw`cannot\b.{0,10} be|(?:must|should) (?:not )?be (?!greater than ['\"\x60]?[a-z])|must have|too (?:large|small|high|low)|out of range|supported range`,
    'only the default|only (?:allowed|supported)|expected one of|does not match',
  ].join('|'),
  'i',
);

/** Templates of Gemma, Mistral and others (vLLM, TGI); o1-mini ("'messages[0].role' does not support 'system'"); Google's Gemma. */
const systemRefused = new RegExp(
  [
    'system[_ ]?(?:role|prompt|message|instruction)s?\\b[^.]{0,60}(?:not (?:be )?(?:support|allow|permit|enabl)|unsupported|invalid)',
    'role:? ["\'`]?system["\'`]? is not|(?:unsupported|unexpected|invalid) (?:message )?role:? ["\'`]?system\\b|\\binstructions? (?:is|are) not support',
    '(?:not|n.t) support (?:a |the )?["\'`]?system\\b|got ["\'`]?system\\b',
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
  const named = optional.find(
    (name) => blamed !== undefined && (name === 'system' ? blamed === name : isCalled(name, blamed)),
  );
  if (named !== undefined) return named;
  if (optional.includes('system') && systemRefused.test(text)) return 'system';
  // What is said of the conversation may repeat it, and with it any name.
  if (!refusal.test(text) || (blamed !== undefined && /^(?:messages|input|contents)\b/u.test(blamed))) return undefined;
  const found = optional
    .filter((name) => name !== 'system')
    .flatMap((name) => placesIn(text, name).map((place) => ({ name, ...place })))
    // `reasoning.summary` is more than `reasoning`, with which it begins.
    .sort((a, b) => a.at - b.at || b.length - a.length);
  return found[0]?.name;
}

function isCalled(name: string, blamed: string): boolean {
  return [name, camelCase(name), ...(aliases[name] ?? [])].some(
    (form) =>
      form === blamed ||
      [`${blamed}.`, `.${blamed}`].some((part) => form.startsWith(part) || form.endsWith(part)) ||
      [`${form}.`, `.${form}`].some((part) => blamed.startsWith(part) || blamed.endsWith(part)),
  );
}

function placesIn(text: string, name: string): { readonly at: number; readonly length: number }[] {
  const own = name.split('.').at(-1)!;
  const forms = [...new Set([name, own, camelCase(own), ...(aliases[name] ?? [])])];
  return forms.flatMap((form) => {
    const match = patternOf(form).exec(text);
    return match === null ? [] : [{ at: match.index, length: match[0].length }];
  });
}

function patternOf(form: string): RegExp {
  const name = form.replaceAll('.', String.raw`\.`);
  if (!ordinary.has(form)) return new RegExp(String.raw`(?<!\w|(?<!\bbody)\.)${name}(?!\w)`, 'iu');
  const before = '(?:parameters?|arguments?|fields?|property|supplied|support|invalid):? ';
  const after = ' (?:parameter|argument|field|property|option|is not|not)';
  const quote = String.raw`["'\x60]`;
  return new RegExp(
    String.raw`(?<=${quote})${name}(?=(?:\.[\w.]+)?${quote})|(?<=\b${before})${name}\b|\b${name}(?=${after}\b)`,
    'iu',
  );
}

function camelCase(name: string): string {
  return name.replaceAll(/_([a-z])/gu, (_, letter: string) => letter.toUpperCase());
}
