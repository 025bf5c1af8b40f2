import { ScoutError } from '../../core/errors.js';
import { isCacheMissReason, type Usage } from '../../core/message.js';
import { limits } from './limits.js';

/** Fields of an object on the wire, whatever its type says. */
export type WireFields = Readonly<Record<string, unknown>>;

/** The fields of an object; none of anything else. */
export function fieldsOf(value: unknown): WireFields {
  return isRecord(value) ? value : {};
}

export function isRecord(value: unknown): value is WireFields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The elements of an array; none of anything else. */
export function elementsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text that is not empty. */
export function textIn(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A number of tokens; what is none was not reported. */
export function countIn(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= limits.tokens
    ? value
    : undefined;
}

/** A text of an answer, `''` where there is none. Throws `invalid-response` for anything else: it must not be lost in silence. */
export function wireText(value: unknown, field: string): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  throw unreadable(field);
}

/** @param field whose value could not be understood; a word of ours */
export function unreadable(field: string): ScoutError {
  return new ScoutError('invalid-response', `The server sent an answer that could not be read (${field}).`, {
    retryable: true,
  });
}

/** The counts that are numbers of tokens; `undefined` when neither input nor output was reported. */
export function usageFrom(counts: { readonly [K in keyof Usage]: unknown }): Usage | undefined {
  const input = countIn(counts.inputTokens);
  const output = countIn(counts.outputTokens);
  if (input === undefined && output === undefined) return undefined;
  const cachedInputTokens = countIn(counts.cachedInputTokens);
  const cacheWriteTokens = countIn(counts.cacheWriteTokens);
  const reasoningTokens = countIn(counts.reasoningTokens);
  const { cacheMissReason } = counts;
  return {
    inputTokens: input ?? 0,
    outputTokens: output ?? 0,
    ...(cachedInputTokens === undefined ? {} : { cachedInputTokens }),
    ...(cacheWriteTokens === undefined ? {} : { cacheWriteTokens }),
    ...(reasoningTokens === undefined ? {} : { reasoningTokens }),
    ...(isCacheMissReason(cacheMissReason) ? { cacheMissReason } : {}),
    ...(counts.isEstimate === true ? { isEstimate: true } : {}),
  };
}

/**
 * Tokens of the output with the reasoning. Some servers count it apart (xAI, Google's and other gateways to Chat Completions): then the
 * total is more than input and output, and it is what is billed.
 */
export function outputTokensOf(input: unknown, output: unknown, total: unknown): number | undefined {
  const [known, said, all] = [countIn(input), countIn(output), countIn(total)];
  return known === undefined || all === undefined || all - known < (said ?? 0) ? said : all - known;
}

/** The sum of those that are numbers of tokens; `undefined` when the first is none. */
export function sumOf(first: unknown, ...others: readonly unknown[]): number | undefined {
  const start = countIn(first);
  return start === undefined ? undefined : others.reduce<number>((sum, value) => sum + (countIn(value) ?? 0), start);
}

/** Whether JSON is within the limits of depth and number of values. */
export function isWithinJsonLimits(value: unknown): boolean {
  return jsonValues(value) !== undefined;
}

/** How many values JSON holds; `undefined` beyond the limits of depth and number of values. Counts without recursion. */
export function jsonValues(value: unknown): number | undefined {
  let values = 0;
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    values += level.length;
    if (depth > limits.jsonDepth || values > limits.jsonValues) return undefined;
    const next: unknown[] = [];
    for (const item of level) {
      if (typeof item !== 'object' || item === null) continue;
      for (const inner of Object.values(item)) next.push(inner);
      if (next.length > limits.jsonValues) return undefined;
    }
    level = next;
  }
  return values;
}

/** Characters of all strings and names in JSON that is within the limits; each other value counts as one. */
export function jsonCharacters(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 1;
  return Object.entries(value).reduce((sum, [name, inner]) => sum + name.length + jsonCharacters(inner), 1);
}
