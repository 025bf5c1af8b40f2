import * as vscode from 'vscode';
import { apiKeyProblem } from '../../core/apiKeyProblem.js';
import { ScoutError } from '../../core/errors.js';
import type { Endpoint } from '../../providers/endpoint.js';

/**
 * Throws `missing-api-key` for a key that no header can carry (of two lines, in quotes, with `Bearer` in front): there is none that
 * could be sent. The message names the variable or the command, never the key.
 * @param variable the environment variable that holds it; absent: it is stored
 */
export function checkKey(endpoint: Endpoint, key: string, variable?: string): void {
  const problem = unusableKey(endpoint, key, variable);
  if (problem !== undefined) throw new ScoutError('missing-api-key', problem, { fault: 'key' });
}

/** Why a key cannot be sent, in a sentence for the user; `undefined` when it can. @param variable as above */
export function unusableKey(endpoint: Endpoint, key: string, variable?: string): string | undefined {
  if (apiKeyProblem(key) === undefined) return undefined;
  return variable !== undefined
    ? vscode.l10n.t(
        'The environment variable {0} does not hold a usable API key: it contains spaces, line breaks, quotes or other characters that no key has. Nothing was sent. Correct it and restart VS Code, or run “SCOUT: Set API Key”.',
        variable,
      )
    : vscode.l10n.t(
        'The stored API key for {0} contains spaces, line breaks, quotes or other characters that no key has. Nothing was sent. Run “SCOUT: Set API Key”.',
        endpoint.name,
      );
}
