import * as vscode from 'vscode';
import { apiKeyProblem } from '../../core/apiKeyProblem.js';
import { ScoutError } from '../../core/errors.js';
import type { Endpoint } from '../../providers/endpoint.js';
import type { KeySource } from './apiKeys.js';

/**
 * Throws `missing-api-key` for a key that no header can carry (of two lines, in quotes, with `Bearer` in front): there is none that
 * could be sent. The message names the variable or the command, never the key.
 */
export function checkKey(endpoint: Endpoint, key: string, source: KeySource | 'none'): void {
  const problem = unusableKey(endpoint, key, source);
  if (problem !== undefined) throw new ScoutError('missing-api-key', problem, { fault: 'key' });
}

/** Why a key cannot be sent, in a sentence for the user; `undefined` when it can. */
export function unusableKey(endpoint: Endpoint, key: string, source: KeySource | 'none'): string | undefined {
  if (apiKeyProblem(key) === undefined) return undefined;
  return source === 'environment'
    ? vscode.l10n.t(
        'The environment variable {0} does not hold a usable API key: it contains spaces, line breaks, quotes or other characters that no key has. Nothing was sent. Correct it and restart VS Code, or run “SCOUT: Set API Key”.',
        endpoint.keyVariables.join(' / '),
      )
    : vscode.l10n.t(
        'The stored API key for {0} contains spaces, line breaks, quotes or other characters that no key has. Nothing was sent. Run “SCOUT: Set API Key”.',
        endpoint.name,
      );
}
