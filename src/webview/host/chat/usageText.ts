import * as vscode from 'vscode';
import type { CacheMissReason, Usage } from '../../../core/message.js';

/** The tokens of an answer or a job in words, whether they are an estimate, and why the vendor's cache was not read, if it said so. */
export function usageText(usage: Usage): string {
  const { cacheMissReason, isEstimate } = usage;
  const tokens = isEstimate === true ? vscode.l10n.t('estimated: {0}', tokensText(usage)) : tokensText(usage);
  return [
    tokens,
    ...(isEstimate === true ? [vscode.l10n.t('cost not known to SCOUT')] : []),
    ...(cacheMissReason === undefined ? [] : [missText(cacheMissReason)]),
  ].join(' · ');
}

function tokensText({ inputTokens, outputTokens, cachedInputTokens = 0, cacheWriteTokens = 0 }: Usage): string {
  const { t } = vscode.l10n;
  const [input, output] = [count(inputTokens), count(outputTokens)];
  const [read, written] = [count(cachedInputTokens), count(cacheWriteTokens)];
  if (cachedInputTokens > 0 && cacheWriteTokens > 0)
    return t('{0} tokens in ({1} from the cache, {2} written to it), {3} out', input, read, written, output);
  if (cachedInputTokens > 0) return t('{0} tokens in ({1} from the cache), {2} out', input, read, output);
  if (cacheWriteTokens > 0) return t('{0} tokens in ({1} written to the cache), {2} out', input, written, output);
  return t('{0} tokens in, {1} out', input, output);
}

function missText(reason: CacheMissReason): string {
  const { t } = vscode.l10n;
  switch (reason) {
    case 'model':
      return t('cache not used: the model has changed');
    case 'system':
      return t('cache not used: the system prompt has changed');
    case 'tools':
      return t('cache not used: the tools have changed');
    case 'messages':
      return t('cache not used: earlier messages have changed');
    case 'parameters':
      return t('cache not used: the parameters have changed');
  }
}

/** A number of tokens as the user's language writes it. */
export function count(tokens: number): string {
  return tokens.toLocaleString(vscode.env.language);
}
