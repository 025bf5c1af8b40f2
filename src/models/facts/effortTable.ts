import type { ReasoningEffort } from '../../core/chatParameters.js';
import type { ModelFacts } from '../../core/modelFacts.js';

/** What no list tells: whether a model reasons, and with which efforts. Exact ids only; what is not here is unknown. */
interface EffortRow {
  readonly ids: readonly string[];
  readonly efforts: readonly ReasoningEffort[];
  readonly source: string;
  /** When it was looked up. */
  readonly date: string;
}

const date = '2026-11-30';
const openaiGuide = 'https://developers.openai.com/api/docs/guides/reasoning';
const googleGuide = 'https://docs.cloud.google.com/gemini-enterprise-agent-platform/models/guides/';

const rows: Readonly<Record<string, readonly EffortRow[]>> = {
  openai: [
    {
      ids: ['gpt-4.1', 'gpt-4.1-mini', 'gpt-4.1-nano', 'gpt-4o', 'gpt-4o-mini'],
      efforts: [],
      source: openaiGuide,
      date,
    },
    { ids: ['o1', 'o3', 'o3-mini', 'o4-mini'], efforts: ['low', 'medium', 'high'], source: openaiGuide, date },
    {
      ids: ['gpt-5', 'gpt-5-mini', 'gpt-5-nano'],
      efforts: ['minimal', 'low', 'medium', 'high'],
      source: 'https://learn.microsoft.com/en-us/javascript/api/@azure/ai-projects/reasoningeffort',
      date,
    },
    {
      ids: ['gpt-5.1'],
      efforts: ['none', 'low', 'medium', 'high'],
      source: 'https://github.com/openai/openai-agents-python/issues/2089',
      date,
    },
    {
      ids: ['gpt-5.4', 'gpt-5.5'],
      efforts: ['none', 'low', 'medium', 'high', 'xhigh'],
      source: 'https://docs.rs/crate/meerkat-core/0.6.25/source/src/model_profile/capabilities/openai.rs',
      date,
    },
    {
      ids: ['gpt-5.6-sol', 'gpt-5.6-terra', 'gpt-5.6-luna'],
      efforts: ['none', 'low', 'medium', 'high', 'xhigh', 'max'],
      source: 'https://github.com/anomalyco/opencode/issues/36141',
      date,
    },
    {
      ids: ['gpt-6-sol'],
      efforts: ['none', 'low', 'medium', 'high', 'xhigh', 'max'],
      source: 'https://docs.oxen.ai/inference-api/reference/models/gpt-6-sol.md',
      date,
    },
    {
      ids: ['gpt-6.1-sol'],
      efforts: ['low', 'medium', 'high', 'xhigh', 'max'],
      source: 'https://dev.to/aihubmix/choosing-a-reasoning-effort-for-gpt-61-sol-low-to-max-4326',
      date,
    },
  ],
  google: [
    {
      ids: ['gemini-3.7-flash', 'gemini-3.8-flash', 'gemini-3.1-pro-preview'],
      efforts: ['low', 'medium', 'high'],
      source: `${googleGuide}gemini-3-8-flash`,
      date,
    },
    {
      ids: ['gemini-3.5-flash', 'gemini-3.1-flash-lite'],
      efforts: ['minimal', 'low', 'medium', 'high'],
      source: `${googleGuide}gemini-3-5-flash`,
      date,
    },
  ],
};

/** Facts of one row, and where they come from. */
export interface EffortFacts {
  readonly facts: Pick<ModelFacts, 'efforts' | 'reasoning'>;
  readonly source: string;
  readonly date: string;
}

/** @param provider as `tableKey` calls it */
export function effortFacts(provider: string, model: string): EffortFacts | undefined {
  const row = Object.hasOwn(rows, provider) ? rows[provider]?.find(({ ids }) => ids.includes(model)) : undefined;
  if (row === undefined) return undefined;
  const { efforts, source, date: since } = row;
  return { facts: { efforts, reasoning: efforts.length > 0 }, source, date: since };
}

/** Of a model with exactly this name, at whatever address; `undefined` where no row has it. */
export function effortsByName(model: string): readonly ReasoningEffort[] | undefined {
  return Object.values(rows)
    .flat()
    .find(({ ids }) => ids.includes(model))?.efforts;
}
