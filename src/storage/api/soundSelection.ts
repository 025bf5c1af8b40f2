import { soundParameters } from '../../core/chatParameters.js';
import type { StoredSelection } from './chatHistory.js';

/** The longest name of an endpoint or a model, in characters, that is kept. */
const longestName = 500;

/** A selection as its type promises, whoever has written it: parameters and efforts that this version does not know are left out. `null`: it is none. */
export function soundSelection(value: unknown): StoredSelection | null {
  if (!isRecord(value)) return null;
  const { ref, parameters } = value;
  if (!isRecord(ref)) return null;
  const { endpoint, model } = ref;
  if (!isName(endpoint) || endpoint === '' || !isName(model)) return null;
  return { ref: { endpoint, model }, parameters: isRecord(parameters) ? soundParameters(parameters) : {} };
}

/** Whether two ask the same model with the same parameters. */
export function isSameSelection(one: StoredSelection | null, other: StoredSelection | null): boolean {
  if (one === null || other === null) return one === other;
  const { parameters: a } = one;
  const { parameters: b } = other;
  return (
    one.ref.endpoint === other.ref.endpoint &&
    one.ref.model === other.ref.model &&
    a.maxOutputTokens === b.maxOutputTokens &&
    a.temperature === b.temperature &&
    a.topP === b.topP &&
    a.reasoningEffort === b.reasoningEffort
  );
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longestName;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
