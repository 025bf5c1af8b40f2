import { reasoningEfforts } from '../../core/chatParameters.js';
import { labelOf } from '../../core/text/labelOf.js';
import type { ModelInfo } from '../../providers/provider.js';
import { EndpointFault } from './endpointFault.js';

const mostModels = 2_000;
const longestId = 256;
/** What a model can be given, as the setting names it. */
const inputs = { image: 'imageInput', pdf: 'pdfInput', audio: 'audioInput' } as const;

/** Throws `EndpointFault`. @param value a list of ids, or of `{ id, name?, contextTokens?, … }`; ids that are repeated count once */
export function parseModels(value: unknown): readonly ModelInfo[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > mostModels) throw new EndpointFault('models');
  const models = new Map<string, ModelInfo>();
  for (const entry of value) {
    const model = parseModel(typeof entry === 'string' ? { id: entry } : entry);
    if (!models.has(model.id)) models.set(model.id, model);
  }
  return [...models.values()];
}

function parseModel(entry: unknown): ModelInfo {
  if (typeof entry !== 'object' || entry === null) throw new EndpointFault('models');
  const fields = entry as Readonly<Record<string, unknown>>;
  const { id, name } = fields;
  // An id that cannot be shown as it is would hide what is asked for.
  if (typeof id !== 'string' || id === '' || labelOf(id, longestId) !== id) throw new EndpointFault('models');
  if (name !== undefined && typeof name !== 'string') throw new EndpointFault('models', id);
  const contextTokens = count(fields, 'contextTokens', id);
  const maxOutputTokens = count(fields, 'maxOutputTokens', id);
  const tools = flag(fields, 'tools', id);
  const structuredOutput = flag(fields, 'structuredOutput', id);
  const efforts = words(fields, 'efforts', id);
  const taken = words(fields, 'inputs', id);
  if (taken?.some((kind) => !Object.hasOwn(inputs, kind))) throw new EndpointFault('models', id);
  return {
    id,
    displayName: labelOf(name ?? id) || id,
    ...(contextTokens === undefined ? {} : { contextTokens }),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    ...(taken && Object.fromEntries(Object.entries(inputs).map(([kind, fact]) => [fact, taken.includes(kind)]))),
    ...(tools === undefined ? {} : { tools }),
    ...(structuredOutput === undefined ? {} : { structuredOutput }),
    ...(efforts && { efforts: reasoningEfforts.filter((effort) => efforts.includes(effort)) }),
  };
}

function count(fields: Readonly<Record<string, unknown>>, field: string, id: string): number | undefined {
  const value = fields[field];
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value <= 0) throw new EndpointFault('models', id);
  return value;
}

function flag(fields: Readonly<Record<string, unknown>>, field: string, id: string): boolean | undefined {
  const value = fields[field];
  if (value !== undefined && typeof value !== 'boolean') throw new EndpointFault('models', id);
  return value;
}

function words(fields: Readonly<Record<string, unknown>>, field: string, id: string): readonly string[] | undefined {
  const value = fields[field];
  if (value === undefined) return undefined;
  if (
    !Array.isArray(value) ||
    value.length > 20 ||
    !value.every((word) => typeof word === 'string' && word.length < 30)
  )
    throw new EndpointFault('models', id);
  return value as readonly string[];
}
