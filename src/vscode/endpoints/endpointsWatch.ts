import * as vscode from 'vscode';
import type { Logger } from '../../core/logger.js';
import type { EndpointId } from '../../providers/endpoint.js';
import { configuredEndpoints, endpointProblems } from '../configuration/configuredEndpoints.js';
import type { ApiKeys } from '../keys/apiKeys.js';
import type { KeyAddresses } from '../keys/keyAddresses.js';

export interface EndpointsWatchDependencies {
  readonly keys: ApiKeys;
  readonly addresses: KeyAddresses;
  readonly logger: Logger;
}

/** Follows `scout.endpoints`: says what is wrong with it, and of an endpoint that is gone what else goes, or stays. */
export class EndpointsWatch {
  readonly #dependencies: EndpointsWatchDependencies;
  #known = configuredEndpoints();
  /** What was said last, as JSON. */
  #said = '[]';

  constructor(dependencies: EndpointsWatchDependencies) {
    this.#dependencies = dependencies;
  }

  /** The setting changed. Returns the ids of the endpoints that are new, gone or different. */
  update(): readonly EndpointId[] {
    const before = this.#known;
    const now = configuredEndpoints();
    this.#known = now;
    this.showProblems();
    const gone = before.filter(({ id, added }) => added !== undefined && !now.some((one) => one.id === id));
    // Of several windows, the one in which the settings were edited asks.
    if (gone.length > 0 && vscode.window.state.focused) this.#run(({ sayGone }) => sayGone(gone, this.#dependencies));
    const changed = now.filter((endpoint) => !before.includes(endpoint));
    return [...new Set([...gone, ...changed].map(({ id }) => id))];
  }

  /** Names the entries that are not used, in the log and once in a notification. */
  showProblems(): void {
    const problems = endpointProblems();
    const said = JSON.stringify(problems);
    if (said === this.#said) return;
    this.#said = said;
    if (problems.length > 0) this.#run(({ showProblems }) => showProblems(problems, this.#dependencies.logger));
  }

  /** Most people never need the notices, so they are loaded when they are shown. */
  #run(use: (notices: typeof import('./endpointNotices.js')) => Promise<void> | void): void {
    import('./endpointNotices.js')
      .then(use)
      .catch((error: unknown) =>
        this.#dependencies.logger.error('Could not follow a change of "scout.endpoints"', error),
      );
  }
}
