import type { ModelInfo } from '../../provider.js';

interface ListedModel {
  readonly id?: unknown;
  /** The companies that run the model, each with its own limits. */
  readonly providers?: readonly { readonly status?: string; readonly context_length?: number }[];
}

/** The router's list, in its own order: what is used most comes first. */
export function toModels(answer: unknown): ModelInfo[] {
  const models = (answer as { data?: readonly ListedModel[] } | null)?.data;
  if (!Array.isArray(models)) return [];
  return (models as readonly ListedModel[]).flatMap(({ id, providers }): ModelInfo[] => {
    if (typeof id !== 'string') return [];
    const live = providers?.filter(({ status }) => status === 'live');
    if (live?.length === 0) return [];
    const contexts = (live ?? []).flatMap(({ context_length: length }) => (length === undefined ? [] : [length]));
    // Which company answers is not known beforehand: count on the smallest.
    return [{ id, displayName: id, ...(contexts.length === 0 ? {} : { contextTokens: Math.min(...contexts) }) }];
  });
}
