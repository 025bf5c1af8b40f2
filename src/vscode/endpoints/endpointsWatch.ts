import * as vscode from 'vscode';
import type { Logger } from '../../core/logger.js';
import type { Endpoint, EndpointId } from '../../providers/endpoint.js';
import { configuredEndpoints, endpointProblems } from '../configuration/configuredEndpoints.js';
import type { ApiKeys } from '../keys/apiKeys.js';
import type { KeyAddresses } from '../keys/keyAddresses.js';
import { withoutLinks } from '../ui/withoutLinks.js';
import { entryIds } from './endpointSettings.js';
import { endpointProblemText } from './endpointProblemText.js';

export interface EndpointsWatchDependencies {
  readonly keys: ApiKeys;
  readonly addresses: KeyAddresses;
  readonly logger: Logger;
}

/** Follows `scout.endpoints`: says what is wrong with it, and asks what becomes of the key of an endpoint that is gone. */
export class EndpointsWatch {
  readonly #dependencies: EndpointsWatchDependencies;
  #known = configuredEndpoints();
  /** What was said last. */
  #said = '';

  constructor(dependencies: EndpointsWatchDependencies) {
    this.#dependencies = dependencies;
  }

  /** The setting changed. Returns the ids of the endpoints that are new, gone or different. */
  update(): readonly EndpointId[] {
    const before = this.#known;
    const now = configuredEndpoints();
    this.#known = now;
    this.showProblems();
    // One that cannot be used at the moment is still there.
    const gone = before.filter(({ id, added }) => added !== undefined && !now.some((one) => one.id === id));
    for (const endpoint of gone.filter(({ id }) => !entryIds().includes(id))) {
      this.#offerToForget(endpoint).catch((error: unknown) =>
        this.#dependencies.logger.error('Could not remove the key of an endpoint', error),
      );
    }
    const changed = now.filter((endpoint) => !before.includes(endpoint));
    return [...new Set([...gone, ...changed].map(({ id }) => id))];
  }

  /** Names the entries that are not used, in the log and once in a notification. */
  showProblems(): void {
    const texts = endpointProblems().map(endpointProblemText);
    const text = texts.join(' ');
    if (text === this.#said) return;
    this.#said = text;
    for (const line of texts) this.#dependencies.logger.warn(line);
    if (text !== '' && vscode.window.state.focused) void show(texts);
  }

  async #offerToForget(endpoint: Endpoint): Promise<void> {
    const { keys, addresses } = this.#dependencies;
    // Of several windows, the one in which the settings were edited asks.
    if (!vscode.window.state.focused || !(await keys.hasSecrets(endpoint))) return;
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
}

async function show(texts: readonly string[]): Promise<void> {
  const edit = vscode.l10n.t('Open Settings');
  const more = texts.length > 1 ? ` ${vscode.l10n.t('… and {0} more', texts.length - 1)}` : '';
  const answer = await vscode.window.showWarningMessage(withoutLinks(`${texts[0]}${more}`), edit);
  if (answer === edit) await vscode.commands.executeCommand('scout.editEndpoints');
}
