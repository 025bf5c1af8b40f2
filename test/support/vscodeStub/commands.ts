import { Disposable } from './events.js';
import { manifest } from './manifest.js';

type Handler = (...parameters: unknown[]) => unknown;

/** Commands: those of package.json and the editor's own are recorded; those a test registers run, too. */
export class Commands {
  readonly registered = new Map<string, Handler>();
  /** Every command that was executed, with its arguments. */
  readonly executed: [id: string, ...parameters: unknown[]][] = [];
  /** The editor's own that SCOUT uses. An editor in a browser has no `revealFileInOS`: delete it here. */
  readonly builtIn = new Set([
    'setContext',
    'vscode.open',
    'vscode.diff',
    'vscode.changes',
    'workbench.action.files.revert',
    'workbench.action.terminal.focus',
    'workbench.action.terminal.paste',
    'revealFileInOS',
    'workbench.action.openApplicationSettingsJson',
    'workbench.action.openGlobalSettings',
    'workbench.action.openWorkspaceSettings',
    'workbench.action.openWalkthrough',
    'workbench.action.reloadWindow',
    'workbench.action.chat.manage',
    // Every view has one.
    'scout.chatView.focus',
  ]);

  register(id: string, handler: Handler, thisArg?: unknown): Disposable {
    if (this.registered.has(id)) throw new Error(`command '${id}' already exists`);
    this.registered.set(id, handler.bind(thisArg));
    return new Disposable(() => this.registered.delete(id));
  }

  async execute(id: string, ...parameters: unknown[]): Promise<unknown> {
    const handler = this.registered.get(id);
    const isKnown =
      handler !== undefined ||
      this.builtIn.has(id) ||
      manifest.contributes.commands.some(({ command }) => command === id);
    await Promise.resolve();
    if (!isKnown) throw new Error(`command '${id}' not found`);
    this.executed.push([id, ...parameters]);
    return handler?.(...parameters);
  }

  list(withoutInternal = false): Promise<string[]> {
    return Promise.resolve(
      [...this.registered.keys(), ...this.builtIn].filter((id) => !withoutInternal || !id.startsWith('_')),
    );
  }
}
