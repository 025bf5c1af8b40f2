import * as vscode from 'vscode';
import type { Logger } from '../../core/logger.js';
import type { EndpointProblem } from '../../models/endpoints/parseEndpoints.js';
import type { Endpoint } from '../../providers/endpoint.js';
import type { ApiKeys } from '../keys/apiKeys.js';
import type { KeyAddresses } from '../keys/keyAddresses.js';
import { withoutLinks } from '../ui/withoutLinks.js';
import { endpointProblemText } from './endpointProblemText.js';
import { entryIds } from './endpointSettings.js';

/** Says what is wrong with `scout.endpoints`, in the log and, in the focused window, in a notification. @param problems at least one */
export function showProblems(problems: readonly EndpointProblem[], logger: Logger): void {
  const texts = problems.map(endpointProblemText);
  for (const text of texts) logger.warn(text);
  if (vscode.window.state.focused) void show(texts);
}

/** Asks, for each of them that has left the settings with a key or a secret header behind, whether these go too. */
export async function offerToForget(
  endpoints: readonly Endpoint[],
  secrets: { readonly keys: ApiKeys; readonly addresses: KeyAddresses },
): Promise<void> {
  // One that cannot be used at the moment is still there.
  const gone = endpoints.filter(({ id }) => !entryIds().includes(id));
  await Promise.all(gone.map((endpoint) => offerToForgetOne(endpoint, secrets)));
}

async function offerToForgetOne(
  endpoint: Endpoint,
  { keys, addresses }: { readonly keys: ApiKeys; readonly addresses: KeyAddresses },
): Promise<void> {
  if (!(await keys.hasSecrets(endpoint))) return;
  const remove = vscode.l10n.t('Remove Key');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      'The endpoint “{0}” is no longer in the settings. Should its stored API key and secret headers be removed, too?',
      withoutLinks(endpoint.name),
    ),
    remove,
    vscode.l10n.t('Keep'),
  );
  // It may have been put back meanwhile.
  if (answer !== remove || entryIds().includes(endpoint.id)) return;
  await keys.removeAll(endpoint);
  await addresses.forget(endpoint);
}

async function show(texts: readonly string[]): Promise<void> {
  const edit = vscode.l10n.t('Open Settings');
  const more = texts.length > 1 ? ` ${vscode.l10n.t('… and {0} more', texts.length - 1)}` : '';
  const answer = await vscode.window.showWarningMessage(withoutLinks(`${texts[0]}${more}`), edit);
  if (answer === edit) await vscode.commands.executeCommand('scout.editEndpoints');
}
