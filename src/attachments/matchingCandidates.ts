import fuzzysort from 'fuzzysort';
import type { AttachmentCandidate } from './attachmentSource.js';

/** The few things of a kind that fit what was typed, the best first; all of them, in their order, for nothing typed. */
export function matchingCandidates(
  query: string,
  candidates: readonly Omit<AttachmentCandidate, 'matches'>[],
): readonly AttachmentCandidate[] {
  if (query.trim() === '') return candidates.map((candidate) => ({ ...candidate, matches: [] }));
  return fuzzysort
    .go(query, candidates, { keys: ['label', 'description'], threshold: 0.2 })
    .map((result) => ({ ...result.obj, matches: [...(result[0]?.indexes ?? [])].sort((a, b) => a - b) }));
}
