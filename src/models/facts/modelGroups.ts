import { refKey } from '../favouriteModels.js';
import type { ModelRef } from '../modelSelection.js';
import type { KnownFacts } from './modelFacts.js';
import { retirementOf } from './retirement.js';

/** A model that can be chosen. */
export interface ModelEntry {
  readonly ref: ModelRef;
  readonly displayName: string;
  readonly facts: KnownFacts;
}

export interface ModelGroup {
  readonly kind: 'favourites' | 'recent' | 'endpoint';
  /** Never empty; of an endpoint's group, all have the same endpoint. */
  readonly entries: readonly ModelEntry[];
}

/** What the user prefers, the most important first. */
export interface ModelPreferences {
  readonly favourites: readonly ModelRef[];
  readonly recent: readonly ModelRef[];
  /** Whether a model is not offered, unless it is a favourite. */
  readonly isHidden: (ref: ModelRef) => boolean;
}

/**
 * The order in which models are offered: favourites, then recent ones, then those of each endpoint in the order in which they came,
 * models that are deprecated or about to be retired at the end. Each model is in one group only.
 * @param now Unix milliseconds
 */
export function groupModels(
  entries: readonly ModelEntry[],
  { favourites, recent, isHidden }: ModelPreferences,
  now: number,
): readonly ModelGroup[] {
  const left = new Map(entries.map((entry) => [refKey(entry.ref), entry]));
  const take = (refs: readonly ModelRef[]): ModelEntry[] =>
    refs.flatMap((ref) => {
      const entry = left.get(refKey(ref));
      left.delete(refKey(ref));
      return entry ?? [];
    });
  const favourite = take(favourites);
  const used = take(recent.filter((ref) => !isHidden(ref)));
  const offered = [...left.values()].filter(({ ref }) => !isHidden(ref));
  const byEndpoint = Map.groupBy(offered, ({ ref }) => ref.endpoint);
  const groups: readonly ModelGroup[] = [
    { kind: 'favourites', entries: favourite },
    { kind: 'recent', entries: used },
    ...[...byEndpoint.values()].map((own) => ({
      kind: 'endpoint' as const,
      entries: own.toSorted((a, b) => Number(isLeaving(a, now)) - Number(isLeaving(b, now))),
    })),
  ];
  return groups.filter((group) => group.entries.length > 0);
}

function isLeaving({ facts }: ModelEntry, now: number): boolean {
  return facts.deprecated?.value === true || retirementOf(facts, now) !== undefined;
}
