import type { ReasoningEffort } from '../../core/chatParameters.js';
import type { AdapterId } from '../../providers/provider.js';
import { effortsByName } from './effortTable.js';
import type { KnownFacts } from './modelFacts.js';

type Efforts = readonly ReasoningEffort[];

/** Models that have no row in `effortTable`, by what their names begin with, the first that fits, and the levels that each takes. */
type Families = readonly (readonly [name: RegExp, efforts: Efforts])[];

const lowToHigh: Efforts = ['low', 'medium', 'high'];

/** platform.openai.com/docs/guides/reasoning, and the models' own pages. */
const openAi: Families = [
  [/^(?:ft:)?(?:gpt-3|gpt-4|chatgpt-4)|-chat-latest(?:$|:)|^gpt-image|^gpt-audio/u, []],
  [/^gpt-oss/u, lowToHigh],
  [/^o\d/u, lowToHigh],
  [/^gpt-5(?!\.)/u, ['minimal', 'low', 'medium', 'high']],
  [/^gpt-5\.1(?!-codex-max)/u, ['none', 'low', 'medium', 'high']],
  [/^gpt-/u, ['none', 'low', 'medium', 'high', 'xhigh']],
];

/** platform.claude.com/docs/en/build-with-claude/effort and extended-thinking: those with a budget of tokens get one for each of three levels. */
const anthropic: Families = [
  [/^claude-3-7/u, ['none', ...lowToHigh]],
  [/^claude-(?:2|3|instant)/u, []],
  [/^claude-(?:opus|sonnet|haiku)-4(?:-[015])?(?:-\d{8})?$/u, ['none', ...lowToHigh]],
  [/^claude-/u, ['low', 'medium', 'high', 'xhigh', 'max']],
];

/** ai.google.dev/gemini-api/docs/thinking */
const google: Families = [
  [/image|tts|live|audio|embedding/u, []],
  [/^gemini-2\.5-.*flash/u, ['none', ...lowToHigh]],
  [/^gemini-(?:2\.5|[3-9])/u, lowToHigh],
];

/** docs.mistral.ai/capabilities/reasoning */
const mistral: Families = [
  [/^(?:magistral|mistral-(?:small|medium))/u, ['none', 'minimal', 'low', 'medium', 'high', 'xhigh']],
];

/** What servers with Chat Completions take as `reasoning_effort` (docs.vllm.ai, ollama.com/blog/thinking, openrouter.ai/docs). */
const served: Families = [
  [/gpt-oss|deepseek-(?:r\d|v3\.\d)|qwq|qwen3|glm-[4-9]|kimi-k2|magistral|think|reason/iu, lowToHigh],
];

/** Each vendor's own models, and those that others serve. */
const families: Readonly<Record<AdapterId, Families>> = {
  openai: openAi,
  anthropic,
  google,
  mistral,
  huggingface: [...served, ...openAi],
  compatible: [...served, ...openAi, ...anthropic, ...google],
  // Its API has no word for it.
  vscode: [],
};

/**
 * The levels of effort that a model has, the lowest first; none where it does not reason, `undefined` where nobody knows. Its name counts
 * only where no source tells anything about it, first the exact one: the levels of a model are the same wherever it runs. What a server
 * refuses all the same its adapter leaves out.
 */
export function effortsOf(vendor: AdapterId, model: string, { efforts, reasoning }: KnownFacts): Efforts | undefined {
  if (efforts !== undefined) return efforts.value;
  if (reasoning?.value === false) return [];
  // Routers put the vendor before the name, and variants behind it: openai/gpt-oss-120b:fastest.
  const isRouted = vendor === 'huggingface' || vendor === 'compatible';
  const name = isRouted ? model.slice(model.lastIndexOf('/') + 1) : model;
  const exact = vendor === 'vscode' ? undefined : effortsByName(isRouted ? name.replace(/:.*$/u, '') : name);
  return exact ?? families[vendor].find(([pattern]) => pattern.test(name))?.[1];
}
