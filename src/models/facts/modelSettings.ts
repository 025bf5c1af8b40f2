import { reasoningEfforts } from '../../core/chatParameters.js';
import { factReaders, type ModelFacts } from '../../core/modelFacts.js';
import { soundRates, type ModelPrice } from '../../core/modelPrice.js';

/** What is wrong in the setting `scout.models`. What is right in it counts all the same. */
export type ModelSettingProblem =
  /** The whole is no object. */
  | { readonly kind: 'setting' }
  /** The name is not `<endpoint>/<model>`, or what it stands for is no object. */
  | { readonly kind: 'entry'; readonly entry: string }
  /** There is no such field, or it has a value of another kind. */
  | { readonly kind: 'field'; readonly entry: string; readonly field: string };

export interface ModelSettings {
  /** By the endpoint's id, then by the model's. */
  readonly facts: ReadonlyMap<string, ReadonlyMap<string, ModelFacts>>;
  readonly problems: readonly ModelSettingProblem[];
}

/** What a field of an entry says; `undefined` for a value of another kind. */
type FieldReader = (value: unknown) => ModelFacts | undefined;

const fields: ReadonlyMap<string, FieldReader> = new Map<string, FieldReader>([
  ...(
    [
      'contextTokens',
      'maxOutputTokens',
      'imageInput',
      'pdfInput',
      'audioInput',
      'tools',
      'structuredOutput',
      'reasoning',
    ] as const
  ).map((name): [string, FieldReader] => [
    name,
    (value) => {
      const fact = factReaders[name](value);
      return fact === undefined ? undefined : { [name]: fact };
    },
  ]),
  ['efforts', effortsIn],
  ['price', priceIn],
  ['retires', retirementIn],
]);

/** Reads the setting: an object with an entry for each model, `<endpoint>/<model>`, and facts in each. */
export function readModelSettings(value: unknown): ModelSettings {
  const facts = new Map<string, Map<string, ModelFacts>>();
  const problems: ModelSettingProblem[] = [];
  if (value !== undefined && !isRecord(value)) problems.push({ kind: 'setting' });
  for (const [entry, given] of Object.entries(isRecord(value) ? value : {})) {
    // A model's id may have slashes itself.
    const [, endpoint, model] = /^([^/]+)\/(.+)$/u.exec(entry) ?? [];
    if (endpoint === undefined || model === undefined || !isRecord(given)) {
      problems.push({ kind: 'entry', entry });
      continue;
    }
    const read = Object.entries(given).map(([field, content]) => ({ field, facts: fields.get(field)?.(content) }));
    for (const { field, facts: fact } of read) if (fact === undefined) problems.push({ kind: 'field', entry, field });
    const models = facts.get(endpoint) ?? new Map<string, ModelFacts>();
    models.set(model, Object.assign({}, ...read.map(({ facts: fact }) => fact)) as ModelFacts);
    facts.set(endpoint, models);
  }
  return { facts, problems };
}

function effortsIn(value: unknown): ModelFacts | undefined {
  if (!Array.isArray(value)) return undefined;
  const efforts = reasoningEfforts.filter((level) => value.includes(level));
  return value.every((level) => reasoningEfforts.some((known) => known === level))
    ? { efforts, reasoning: efforts.length > 0 }
    : undefined;
}

/** For a million tokens, in the currency: `{ "input": 3, "output": 15 }`. */
function priceIn(value: unknown): ModelFacts | undefined {
  if (!isRecord(value)) return undefined;
  const { currency = 'USD', ...amounts } = value;
  const names = ['input', 'output', 'cacheRead', 'cacheWrite', 'cacheWrite1h'];
  if (Object.keys(amounts).some((name) => !names.includes(name))) return undefined;
  const rates = soundRates(
    Object.fromEntries(
      Object.entries(amounts).map(([name, amount]) => [
        name,
        typeof amount === 'number' ? Math.round(amount * 1_000_000) : amount,
      ]),
    ),
  );
  const price: ModelPrice | undefined =
    rates === undefined ? undefined : factReaders.price({ currency, periods: [{ rates }] });
  return price === undefined ? undefined : { price };
}

/** `YYYY-MM-DD`, in UTC. */
function retirementIn(value: unknown): ModelFacts | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/u.test(value)) return undefined;
  const retiresAt = factReaders.retiresAt(Date.parse(value));
  return retiresAt === undefined ? undefined : { retiresAt };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
