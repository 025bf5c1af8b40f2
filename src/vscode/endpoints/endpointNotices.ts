import * as vscode from 'vscode';
import type { Logger } from '../../core/logger.js';
import type { EndpointProblem } from '../../models/endpoints/parseEndpoints.js';
import type { Endpoint } from '../../providers/endpoint.js';
import { roleSettings } from '../configuration/settings.js';
import type { ApiKeys } from '../keys/apiKeys.js';
import type { KeyAddresses } from '../keys/keyAddresses.js';
import { withoutLinks } from '../ui/withoutLinks.js';
import { endpointProblemText } from './endpointProblemText.js';
import { entryIds } from './endpointEntries.js';

/** Says what is wrong with `scout.endpoints`, in the log and, in the focused window, in a notification. @param problems at least one */
export function showProblems(problems: readonly EndpointProblem[], logger: Logger): void {
  const texts = problems.map(endpointProblemText);
  for (const text of texts) logger.warn(text);
  if (vscode.window.state.focused) void show(texts);
}

/**
 * Says of each of them that has left the settings whether it was the background provider, and asks whether a key or a secret header that
 * it left behind goes, too.
 */
export async function sayGone(
  endpoints: readonly Endpoint[],
  secrets: { readonly keys: ApiKeys; readonly addresses: KeyAddresses },
): Promise<void> {
  // One that cannot be used at the moment is still there.
  const gone = endpoints.filter(({ id }) => !entryIds().includes(id));
  await Promise.all(gone.flatMap((endpoint) => [offerToForget(endpoint, secrets), offerOtherJobs(endpoint)]));
}

async function offerOtherJobs({ id, name }: Endpoint): Promise<void> {
  if (roleSettings('background').endpoint !== id) return;
  const choose = vscode.l10n.t('Choose Background Provider');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      'The background provider “{0}” is no longer in the settings. Background jobs, such as titles, pause until you choose another one.',
      withoutLinks(name),
    ),
    choose,
  );
  if (answer === choose) await vscode.commands.executeCommand('scout.chooseBackgroundProvider');
}

async function offerToForget(
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
