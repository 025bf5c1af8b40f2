import fuzzysort from 'fuzzysort';
import type { AttachmentCandidate } from './attachmentSource.js';

/** How many a list offers. */
export const maximumCandidates = 50;
/** How many of one kind stand above the files when nothing is looked for. */
const maximumPerKind = 6;
/** From this score on a candidate is meant, though there are files that fit as well. */
const certain = 0.75;

/**
 * Puts what several providers have found into one list.
 * @param groups what each has found, the best first; the last one holds the files
 */
export function rankCandidates(
  query: string,
  groups: readonly (readonly AttachmentCandidate[])[],
): readonly AttachmentCandidate[] {
  const files = groups.at(-1) ?? [];
  const others = groups.slice(0, -1);
  if (query === '') return unique([...others.flatMap((group) => group.slice(0, maximumPerKind)), ...files]);
  const scored = others
    .flat()
    .map((candidate) => ({ candidate, score: scoreOf(query, candidate) }))
    .sort((a, b) => b.score - a.score);
  const meant = scored.filter(({ score }) => score >= certain).slice(0, maximumPerKind);
  const rest = scored.filter((entry) => !meant.includes(entry));
  const room = Math.max(maximumCandidates - meant.length - Math.min(rest.length, maximumPerKind), 0);
  return unique([
    ...meant.map(({ candidate }) => candidate),
    ...files.slice(0, room),
    ...rest.map(({ candidate }) => candidate),
    ...files.slice(room),
  ]);
}

function scoreOf(query: string, { label }: AttachmentCandidate): number {
  return fuzzysort.single(query, label)?.score ?? 0;
}

function unique(candidates: readonly AttachmentCandidate[]): readonly AttachmentCandidate[] {
  const byId = new Map<string, AttachmentCandidate>();
  for (const candidate of candidates) if (!byId.has(candidate.id)) byId.set(candidate.id, candidate);
  return [...byId.values()].slice(0, maximumCandidates);
}
