/**
 * What the sentences of vendors, servers and gateways mean where no code says it. A new wording goes in here, and into the simulator's
 * `spoken…Errors.ts`, which every adapter is tested with.
 */

/** Any of these, whatever the case. */
function anyOf(...patterns: readonly string[]): RegExp {
  return new RegExp(patterns.join('|'), 'iu');
}

/**
 * Anthropic, Mistral, vLLM, SGLang, llama.cpp, TGI, Ollama, Bedrock, xAI, Together and others answer a plain 400 to a too long prompt. Most of
 * the wordings are collected in earendil-works/pi#129, 4943, 5677 and 5929.
 */
export const tooLong = anyOf(
  '(?:prompt|input|conversation) (?:is )?too long|prompt exceeds|(?:prompt|input) length|maximum prompt|request too large|too large for model',
  'context (?:length|window|size|limit|overflow|shift)|(?:maximum|max) (?:context|model length|sequence length|seq_len|message tokens)',
  'max_(?:seq|model)_len|longer than the (?:maximum )?model|model token limit|max_prompt_tokens|\\btoken limit exceeded',
  'too many (?:input |prompt )?tokens|\\btokens? (?:in prompt |length )?exceeds?\\b|token count\\b.{0,60} (?:exceeds|only supports)',
  '(?:input|prompt|message|sequence|conversation)(?: length| \\d+){0,3} exceeds?\\b.{0,20} (?:max|limit|length)|input characters limit',
  'must have less than \\d+ tokens|max_new_tokens`? must be <=|reduce the length of (?:the|your) (?:messages|prompt|input)',
  "'messages\\[\\d+\\][^']{0,40}': string too long|token数?超|上下文(?:长度)?|(?:输入|提示词|prompt ?)(?:过长|超长)",
);

const modelMissing = anyOf(
  '\\bmodels?\\b.{0,120}?\\b(?:not found|does not exist|not exist|not supported|unknown|not available|decommissioned)\\b',
  '(?:no such|unknown|invalid|unsupported|unrecognized) model\\b|not a valid model|supported (?:api )?model names are',
  '(?:not|n.t) have access to (?:the )?model',
);
/** Not the model itself is what is not there, but what it was asked with. */
const parameterWords =
  /\b(?:parameter|argument|field|property|role|tool|streaming|temperature|max_?tokens?)s?\b|\bresponse_format\b|\bunsupported value\b/iu;
/** OpenRouter: nobody who offers the model may be asked, or takes what it is asked with. */
const noProvider = /no endpoints found (?:for|that)|no allowed providers/iu;

export function isModelMissing(text: string): boolean {
  return noProvider.test(text) || (modelMissing.test(text) && !parameterWords.test(text));
}

/** The key is good, but not for this model: LiteLLM, GitHub Models. */
export const modelNotAllowed = /not allowed to access model|no access to (?:the )?model/iu;

/** "billing" alone is in the link that goes along with every limit; "No credits were charged" goes along with other errors. */
export const quotaSpent = anyOf(
  'credit balance|insufficient (?:quota|credits?|balance|funds)|exceeded your (?:current quota|monthly)',
  'out of credits?|(?:no|not have any|not have enough|n.t have any|n.t have enough) credits?\\b(?! (?:was|were) charged)',
  'used all (?:of )?(?:the|your) .{0,40}\\busage|billing (?:is )?(?:hard limit|not active|not enabled)|spend(?:ing)? limit',
  // OpenRouter, LiteLLM, Mistral, Anthropic, Moonshot
  'key limit exceeded|budget has been exceeded|inactive subscription|specified api usage limits|check your plan and billing',
);

export const tooFast = /too many requests|rate limit|throttling|please wait before trying/iu;

const keyWord = '(?:api|access|subscription|auth\\w{0,10})[ _-]?(?:key|token)';
const badWord = '(?:not valid|invalid|expired|incorrect|revoked|not found|reported as leaked|deactivated|disabled)';
export const badKey = anyOf(
  `${keyWord}\\b(?: \\S{1,60})?(?: is| was| has been| provided)? ${badWord}`,
  `(?:invalid|incorrect|wrong|missing|expired|malformed) (?:x-)?${keyWord}|no auth credentials|unregistered callers`,
  // Bedrock
  `(?:security|bearer) token\\b.{0,40} (?:invalid|expired)|make sure your ${keyWord} is valid`,
);

/** With a status of 401, where it is no bad key: an account, a network, a place or a right that is missing. */
export const deniedWithKey = anyOf(
  'missing scopes?|insufficient (?:permissions?|scopes?)|lacks? (?:the )?(?:required )?(?:permissions?|scopes?|data action)',
  'permission is required|member of an organi[sz]ation|no such organi[sz]ation',
  'not (?:allowed|permitted|authori[sz]ed) (?:for|from|to|by|in)\\b|allow[- ]?list|\\bip address',
  'firewall|virtual network|public access|\\bpolicy\\b|\\bterms\\b|not (?:been )?enabled',
);

/**
 * With any status: a place (Google answers 400), an account (Anthropic, 400), settings of the account (OpenRouter, 404), a model that was
 * not asked for in time (Bedrock, 400).
 */
export const blocked = anyOf(
  'location is not supported|(?:country|region|territory)\\b.{0,30} not (?:supported|available)',
  'not (?:supported|available) in your (?:country|region)|organi[sz]ation has been disabled|^operation not allowed',
  'matching your (?:data policy|guardrail)',
);

export const moderated =
  /\bflagged\b|moderation|content (?:management )?policy|usage policy|safety system|guardrail (?:checks|policy)/iu;

export const unsupportedInput = anyOf(
  '\\b(?:image|vision|pdf|file|document|audio)(?:_url)?s?\\b(?: inputs?| content| attachments?)?(?: type)? (?:is|are) (?:not|only) supported',
  '(?:not support|not accept|support for) (?:\\w+ )?(?:image|vision|pdf|file|document|audio|multimodal)s?\\b',
  'endpoints found that support (?:image|file|audio|pdf)|not a multimodal model',
);

/** A server's own fault would be over in a while; this would not. */
export const lasting = /not supported|unsupported|template error|jinja|not implemented|raise_exception/iu;
