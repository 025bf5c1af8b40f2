import type { SecretKind } from './secretFinding.js';

/** What a value with such a name is: chosen by a person, or made by a machine. */
export interface SecretName {
  readonly isPassword: boolean;
  /** What to call the secret. */
  readonly kind: SecretKind;
}

/** The longest name that is looked at, in UTF-16 code units. */
export const longestName = 80;

/** Say nothing about what the name is of. */
const trailing =
  /^(?:\d+|value|val|base|string|str|text|plain|prod|production|dev|test|staging|live|old|new|primary|secondary|default|env|encoded|b64)$/u;
const passwords = new Set(['password', 'passwd', 'passphrase', 'passwort', 'pwd', 'pass', 'kennwort']);
const tokens = new Set([
  'token',
  'secret',
  'apikey',
  'authtoken',
  'secretkey',
  'accesskey',
  'credential',
  'credentials',
]);
/** A key of any other kind is one to look something up. */
const keys =
  /^(?:api|secret|access|private|auth|account|shared|encryption|signing|signature|master|service|admin|client|app|license|hmac|jwt|session|deploy|openai|anthropic|claude|gemini|google|mistral|azure|groq|stripe|twilio|sendgrid|hf|huggingface|aws|openrouter|deepseek|webhook)$/u;
/** Tokens that say where one is, or which part of a text. */
const harmless =
  /^(?:cancellation|cancel|next|page|continuation|public|pad|eos|bos|unk|mask|stop|sync|cursor|csrf|xsrf|per|max|min|total|prompt|completion|input|output|num|number|type|syntax|lexer|parser|current|previous|prev|last|first|ast|keyword|color|design|theme|no|has|is|show|hide|forgot|reset|confirm|invalid|wrong|missing|require|requires)$/u;

const vendors: readonly (readonly [RegExp, SecretKind])[] = [
  [/azure|accountkey|sharedaccess/u, 'azure-key'],
  [/openai/u, 'openai-key'],
  [/anthropic|claude/u, 'anthropic-key'],
  [/gemini|google|gcp|firebase/u, 'google-key'],
  [/mistral/u, 'mistral-key'],
  [/hugging|^hf/u, 'huggingface-token'],
  [/github|^gh/u, 'github-token'],
  [/gitlab/u, 'gitlab-token'],
  [/aws/u, 'aws-key'],
  [/slack/u, 'slack-token'],
  [/stripe/u, 'stripe-key'],
  [/npm|^authtoken$/u, 'npm-token'],
  [/pypi/u, 'pypi-token'],
  [/twilio/u, 'twilio-key'],
  [/sendgrid/u, 'sendgrid-key'],
  [/telegram/u, 'telegram-token'],
  [/discord/u, 'discord-token'],
];

/** What the name of a variable, a field or an attribute says about its value; `undefined` where it names no secret. */
export function secretNameOf(name: string): SecretName | undefined {
  if (!/pass|pwd|kennwort|token|secret|key|credential|^_?auth$|^sig$/iu.test(name)) return undefined;
  const words = wordsOf(name);
  while (words.length > 1 && trailing.test(words.at(-1) ?? '')) words.pop();
  const last = words.at(-1) ?? '';
  const before = words.at(-2) ?? '';
  const all = words.join('');
  if (passwords.has(last)) return harmless.test(before) ? undefined : { isPassword: true, kind: 'password' };
  const isToken = tokens.has(last) && !harmless.test(before) && !words.includes('public');
  const isKey = last === 'key' && keys.test(before) && !words.includes('public');
  if (!isToken && !isKey && !/^(?:auth|sig)$/u.test(all) && all !== 'accountkey' && all !== 'sharedaccesskey') {
    return undefined;
  }
  return { isPassword: false, kind: vendors.find(([pattern]) => pattern.test(all))?.[1] ?? kindOf(all) };
}

function kindOf(name: string): SecretKind {
  return name === 'sig' ? 'azure-key' : 'api-key';
}

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])(?=[A-Z])/gu, '$1 ')
    .toLowerCase()
    .split(/[^a-z\d]+/u)
    .flatMap((word) => /^([a-z]+)(\d+)$/u.exec(word)?.slice(1) ?? [word])
    .filter((word) => word !== '');
}
