import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { AttachmentCandidate, AttachmentProvider } from '../../attachments/attachmentSource.js';
import { rankCandidates } from '../../attachments/rankCandidates.js';
import { isCancellation, ScoutError } from '../../core/errors.js';
import type { Logger } from '../../core/logger.js';
import { within } from '../../core/within.js';

/** How long a list waits for those that are slower than the files: while one types, and before that, in milliseconds. */
const graceMs = 40;
const emptyGraceMs = 200;
/** What stands for a prefix, as in VS Code's own lists. */
const shortPrefixes: Readonly<Record<string, string>> = { '#': 'symbol', '/': 'folder' };

/**
 * Asks all providers at once and puts what they find into one list. A query that begins with the prefix of one, as in `folder:src`, asks only
 * that one, for as long as it takes.
 * @param providers the last one has the files
 * @throws AbortError
 */
export async function findCandidates(
  providers: readonly AttachmentProvider[],
  query: string,
  signal: AbortSignal,
  logger: Logger,
): Promise<readonly AttachmentCandidate[]> {
  const text = query.trim();
  const single = providerFor(providers, text);
  if (single !== undefined) {
    const found = await within(single.provider.find(single.query, signal), signal);
    return rankCandidates(single.query, [[], found]);
  }
  const late = new AbortController();
  const inTime = AbortSignal.any([signal, late.signal]);
  const groups = providers.map((): readonly AttachmentCandidate[] => []);
  const searches = providers.map(async (provider, place) => {
    try {
      groups[place] = await provider.find(text, inTime);
    } catch (error) {
      // One that fails hides none of the others.
      if (!isCancellation(error)) logger.error(`Could not look for ${provider.prefix}`, error);
    }
  });
  const grace = delay(text === '' ? emptyGraceMs : graceMs, undefined, { signal: inTime }).catch(() => undefined);
  try {
    // A newer query waits for none of them, whether or not it can be ended.
    await within(Promise.resolve(searches.at(-1)), signal);
    await within(Promise.race([Promise.all(searches), grace]), signal);
  } finally {
    late.abort();
  }
  return rankCandidates(text, groups);
}

/** @throws ScoutError when no provider has such ids */
export function providerOf(providers: readonly AttachmentProvider[], candidateId: string): AttachmentProvider {
  const provider = providers.find(({ prefix }) => candidateId.startsWith(`${prefix}:`));
  if (provider !== undefined) return provider;
  throw new ScoutError('unsupported-input', vscode.l10n.t('This cannot be attached any more. Look for it again.'));
}

function providerFor(
  providers: readonly AttachmentProvider[],
  text: string,
): { readonly provider: AttachmentProvider; readonly query: string } | undefined {
  const short = shortPrefixes[text.charAt(0)];
  const colon = text.indexOf(':');
  const prefix = short ?? text.slice(0, Math.max(colon, 0)).toLowerCase();
  const provider = providers.find((candidate) => candidate.prefix === prefix);
  return provider && { provider, query: text.slice(short === undefined ? colon + 1 : 1).trim() };
}
