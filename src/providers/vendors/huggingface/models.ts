import { countIn, elementsOf, fieldsOf, listedModels } from '../../adapter/wireValues.js';
import type { ModelInfo } from '../../provider.js';

interface ListedModel {
  readonly id: string;
  /** The companies that run the model, each with its own limits. */
  readonly providers?: unknown;
}

/** The router's list, in its own order: what is used most comes first. Throws `invalid-response` for no list. */
export function toModels(answer: unknown): ModelInfo[] {
  return listedModels(answer).flatMap(({ id, providers }: ListedModel): ModelInfo[] => {
    const live = elementsOf(providers)
      .map(fieldsOf)
      .filter(({ status }) => status === 'live');
    if (Array.isArray(providers) && live.length === 0) return [];
    const contexts = live.flatMap(({ context_length: length }) => countIn(length) ?? []);
    // Which company answers is not known beforehand: count on the smallest.
    return [{ id, displayName: id, ...(contexts.length === 0 ? {} : { contextTokens: Math.min(...contexts) }) }];
  });
}
