import type { NeededInput } from '../../../../src/attachments/unreadInput.js';
import { TaskRegistry } from '../../../../src/core/taskRegistry.js';
import { FavouriteModels } from '../../../../src/models/favouriteModels.js';
import { ModelCatalogue } from '../../../../src/models/modelCatalogue.js';
import { ModelListCache } from '../../../../src/models/modelListCache.js';
import { RecentModels } from '../../../../src/models/recentModels.js';
import { LocalUserPreferences } from '../../../../src/profile/localUserPreferences.js';
import type { ModelInfo } from '../../../../src/providers/provider.js';
import { ApiKeys } from '../../../../src/vscode/keys/apiKeys.js';
import { chooseModel } from '../../../../src/vscode/models/picker/chooseModel.js';
import { Connections } from '../../../../src/vscode/models/connections.js';
import type { OfferedEndpoints } from '../../../../src/vscode/models/picker/modelList.js';
import { MemoryUsers } from '../../../support/memoryUsers.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import { FakeTarget } from '../../../support/selectionTarget.js';
import type { FakeQuickPick } from '../../../support/vscodeStub/quickPick.js';
import { QuickPickItemKind } from '../../../support/vscodeStub/values.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { settled } from './settled.js';

type ListModels = (signal: AbortSignal) => Promise<readonly ModelInfo[]>;

/** The list of models in a window in which OpenAI and Google have a key. What servers list, a test writes down. */
export class ModelListWindow {
  readonly target = new FakeTarget();
  readonly tasks = new TaskRegistry(recordingLogger());
  /** By the ids of endpoints; all others have no models. */
  readonly lists = new Map<string, ListModels>();
  /** The endpoints whose servers were asked, in order. */
  readonly asked: string[] = [];
  /** The addresses that were asked for their models as local servers are. */
  readonly searched: string[] = [];
  /** What answers there, by address. */
  readonly local = new Map<string, readonly string[]>();
  readonly preferences = new LocalUserPreferences(new MemoryUsers(), 'ada', recordingLogger());
  readonly recent = new RecentModels(this.preferences);
  readonly favourites = new FavouriteModels(this.preferences);
  readonly cache = new ModelListCache(this.preferences);
  readonly keys = new ApiKeys(vscodeStub.secrets, { OPENAI_API_KEY: 'sk-1', GEMINI_API_KEY: 'g-1' });
  readonly connections = new Connections(this.keys, undefined);
  confirmed = 0;
  /** What is attached that models must read. */
  needs: readonly NeededInput[] = [];
  readonly #fetch = globalThis.fetch;
  readonly #catalogue = new ModelCatalogue(
    (endpoint, use) => {
      this.asked.push(endpoint.id);
      const listModels = this.lists.get(endpoint.id) ?? (() => Promise.resolve([]));
      return use({ listModels, streamChat: () => [] as never, dispose: () => undefined });
    },
    this.cache,
    recordingLogger(),
    () => undefined,
  );

  constructor() {
    globalThis.fetch = (input) => {
      const address = (input instanceof Request ? input.url : input.toString()).replace(/\/models$/u, '');
      this.searched.push(address);
      const models = this.local.get(address);
      return models === undefined
        ? Promise.reject(new TypeError('fetch failed'))
        : Promise.resolve(Response.json({ data: models.map((id) => ({ id })) }));
    };
  }

  dispose(): void {
    globalThis.fetch = this.#fetch;
  }

  /** Has a server list models with these ids. */
  serve(endpoint: string, ...ids: string[]): void {
    this.lists.set(endpoint, () => Promise.resolve(ids.map((id) => ({ id, displayName: id }))));
  }

  /** Opens the list and waits until everything that can be in it is. */
  async open(
    offered: OfferedEndpoints = 'all',
  ): Promise<{ readonly list: FakeQuickPick; readonly end: Promise<void> }> {
    const opened = vscodeStub.quickPicks.length;
    const end = chooseModel(this.target, 'chat-1', offered, {
      catalogue: this.#catalogue,
      connections: this.connections,
      favourites: this.favourites,
      recent: this.recent,
      needs: this.needs,
      keys: this.keys,
      tasks: this.tasks,
      onChosen: () => Promise.resolve(void (this.confirmed += 1)),
    });
    const list = vscodeStub.quickPicks[opened]!;
    await this.filled();
    return { list, end };
  }

  /** Resolves when all that was started without being awaited has done what it can. */
  async filled(): Promise<void> {
    for (let turn = 0; turn < 5; turn += 1) await settled();
  }
}

/** The rows that can be picked below a heading that begins like this. */
export function rowsBelow(list: FakeQuickPick, heading: string): readonly string[] {
  const start = list.items.findIndex(
    ({ kind, label }) => kind === QuickPickItemKind.Separator && label.startsWith(heading),
  );
  if (start === -1) return [];
  const rows = list.items.slice(start + 1);
  const end = rows.findIndex(({ kind }) => kind === QuickPickItemKind.Separator);
  return (end === -1 ? rows : rows.slice(0, end)).map(({ label }) => label);
}

export function headings(list: FakeQuickPick): readonly string[] {
  return list.items.filter(({ kind }) => kind === QuickPickItemKind.Separator).map(({ label }) => label);
}
