import fuzzysort from 'fuzzysort';
import type { AttachmentCandidate } from './attachmentSource.js';

/** Of a few candidates, those whose label fits, the best first, with the places that fit; all of them for an empty query. */
export function fuzzyCandidates(
  query: string,
  candidates: readonly AttachmentCandidate[],
): readonly AttachmentCandidate[] {
  if (query === '') return candidates;
  return fuzzysort
    .go(query, candidates, { key: 'label', threshold: 0.3, limit: 0 })
    .map(({ obj, indexes }) => ({ ...obj, matches: indexes }));
}
