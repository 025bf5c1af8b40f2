import type { Usage } from './message.js';

const optionalCounts = ['cachedInputTokens', 'cacheWriteTokens', 'reasoningTokens'] as const;

/** The tokens of both, an estimate if one of them is. A count that only one of them reports is that one's; what is said about a cache is left out. */
export function addUsage(a: Usage, b: Usage | undefined): Usage;
export function addUsage(a: Usage | undefined, b: Usage | undefined): Usage | undefined;
export function addUsage(a: Usage | undefined, b: Usage | undefined): Usage | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const optional = optionalCounts.flatMap((name) =>
    a[name] === undefined && b[name] === undefined ? [] : [[name, (a[name] ?? 0) + (b[name] ?? 0)]],
  );
  return {
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    ...(Object.fromEntries(optional) as Partial<Usage>),
    ...(a.isEstimate === true || b.isEstimate === true ? { isEstimate: true } : {}),
  };
}
