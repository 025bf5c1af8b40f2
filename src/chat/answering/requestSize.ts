import { textTokens } from '../../attachments/tokenEstimate.js';
import { partTokens } from './partTokens.js';
import type { PromptManifest } from './promptManifest.js';

/** How large a request is, by estimate. */
export interface RequestSize {
  /** Of the system prompt and of all parts that can be estimated. */
  readonly tokens: number;
  /** Parts of which nobody can estimate the tokens. */
  readonly unknown: number;
}

export function requestSize({ selection: { system }, entries }: PromptManifest): RequestSize {
  let [tokens, unknown] = [system === undefined ? 0 : textTokens(system), 0];
  for (const { part } of entries) {
    if (part === undefined) continue;
    const count = partTokens(part);
    if (count === undefined) unknown++;
    tokens += count ?? 0;
  }
  return { tokens, unknown };
}
