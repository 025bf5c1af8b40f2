import { isDeepStrictEqual } from 'node:util';
import type * as vscode from 'vscode';
import { EventEmitter } from './events.js';
import { manifest } from './manifest.js';
import { strict } from './strict.js';
import { ConfigurationTarget } from './values.js';

type Target = 'user' | 'remote' | 'workspace';

const defaults = new Map(
  manifest.contributes.configuration
    .flatMap(({ properties }) => Object.entries(properties))
    .map(([key, property]) => [key, property.default]),
);

/**
 * The settings: defaults from package.json, the user's, the remote machine's, the workspace's. Scopes are not enforced, so that a
 * test can see what SCOUT itself makes of a value that VS Code would already have kept away from it.
 */
export class Settings {
  readonly #values: Record<Target, Map<string, unknown>> = {
    user: new Map(),
    remote: new Map(),
    workspace: new Map(),
  };
  readonly #changed = new EventEmitter<vscode.ConfigurationChangeEvent>();
  /** Every write of the code under test, in order. */
  readonly updates: { readonly key: string; readonly value: unknown; readonly target: Target }[] = [];
  readonly onDidChange = this.#changed.event;
  /** While set, every write of the code under test rejects with it, as while settings.json has unsaved changes. */
  refusal: Error | undefined;

  /** How many listen to changes. */
  get listenerCount(): number {
    return this.#changed.listenerCount;
  }

  /** As if somebody edited settings.json; `undefined` removes the entry. @param key without `scout.` */
  set(key: string, value: unknown, { target = 'user' }: { readonly target?: Target } = {}): void {
    this.#write(`scout.${key}`, value, target);
  }

  /** What settings.json holds for a key. */
  get(key: string, { target = 'user' }: { readonly target?: Target } = {}): unknown {
    return this.#values[target].get(`scout.${key}`);
  }

  /** Like VS Code's, it shows the settings as they were when it was asked for. */
  getConfiguration(section?: string): vscode.WorkspaceConfiguration {
    const prefix = section === undefined ? '' : `${section}.`;
    const user = new Map(this.#values.user);
    const remote = new Map(this.#values.remote);
    const workspace = new Map(this.#values.workspace);
    const read = (key: string): unknown =>
      [workspace, remote, user, defaults].find((values) => values.has(key))?.get(key);
    return strict<vscode.WorkspaceConfiguration>('WorkspaceConfiguration', {
      get: (key: string, fallback?: unknown) => read(single(prefix + key)) ?? fallback,
      has: (key: string) => read(single(prefix + key)) !== undefined,
      inspect: (key: string) => {
        const full = single(prefix + key);
        return {
          key: full,
          defaultValue: defaults.get(full),
          globalLocalValue: user.get(full),
          globalRemoteValue: remote.get(full),
          globalValue: remote.has(full) ? remote.get(full) : user.get(full),
          workspaceValue: workspace.get(full),
        };
      },
      update: (key: string, value: unknown, target?: vscode.ConfigurationTarget | boolean | null) =>
        this.#update(prefix + key, value, target),
    } as Partial<vscode.WorkspaceConfiguration>);
  }

  async #update(
    key: string,
    value: unknown,
    to: vscode.ConfigurationTarget | boolean | null | undefined,
  ): Promise<void> {
    const target = to === true || to === ConfigurationTarget.Global ? 'user' : 'workspace';
    // Never within the call: code that expects the change right after it does not work in the editor.
    await Promise.resolve();
    if (this.refusal !== undefined) throw this.refusal;
    if (!defaults.has(key))
      throw new Error(`Unable to write to ${target} settings because ${key} is not a registered configuration.`);
    this.updates.push({ key, value, target });
    this.#write(key, value, target);
  }

  #write(key: string, value: unknown, target: Target): void {
    if (!defaults.has(key)) throw new Error(`package.json contributes no setting ${key}.`);
    const values = this.#values[target];
    if (isDeepStrictEqual(values.get(key), value)) return;
    if (value === undefined) values.delete(key);
    else values.set(key, value);
    this.#changed.fire({ affectsConfiguration: (section) => key === section || key.startsWith(`${section}.`) });
  }
}

/** @throws where VS Code would put an object together from several settings. */
function single(key: string): string {
  if ([...defaults.keys()].some((known) => known.startsWith(`${key}.`)))
    throw new Error(`The vscode stub reads single settings only, and ${key} is a group.`);
  return key;
}
