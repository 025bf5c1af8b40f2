import * as vscode from 'vscode';
import type { NeededInput } from '../../../attachments/unreadInput.js';
import { isCancellation } from '../../../core/errors.js';
import type { TaskScope } from '../../../core/taskRegistry.js';
import { isSameRef, type FavouriteModels } from '../../../models/favouriteModels.js';
import { hiddenBy, hiddenEntries, hiddenEntryOf } from '../../../models/hiddenModels.js';
import type { ModelCatalogue } from '../../../models/modelCatalogue.js';
import type { ModelRef, SelectionTarget } from '../../../models/modelSelection.js';
import type { RecentModels } from '../../../models/recentModels.js';
import type { Endpoint } from '../../../providers/endpoint.js';
import { configuredEndpoints } from '../../configuration/configuredEndpoints.js';
import { hiddenModelsSetting, updateHiddenModelsSetting } from '../../configuration/settings.js';
import { editUserSetting } from '../../configuration/editUserSetting.js';
import { modelOf } from '../configuredModel.js';
import { endpointWith } from '../localServers/connectLocalServer.js';
import type { Connections } from '../connections.js';
import { knownModels, loadedModels, type EndpointModels } from './endpointModels.js';
import { findLocalServers } from '../localServers/localServers.js';
import { ModelPicker, type ModelChoice } from './modelPicker.js';
import type { ModelListContents } from './modelRows.js';

export interface ModelListDependencies {
  readonly catalogue: Pick<ModelCatalogue, 'known' | 'list'>;
  readonly connections: Connections;
  readonly favourites: FavouriteModels;
  readonly recent: RecentModels;
  /** What is attached to what is being written that models must read. */
  readonly needs: readonly NeededInput[];
}

/** `others`: without the endpoint that the chat asks, if that can be asked. */
export type OfferedEndpoints = 'all' | 'others';

/** The list of endpoints and models while it is open: what is cached is shown at once, what servers say as it comes. */
export class ModelList {
  readonly #dependencies: ModelListDependencies;
  readonly #scope: TaskScope;
  readonly #picker: ModelPicker;
  readonly #offered: OfferedEndpoints;
  readonly #asked: Endpoint | undefined;
  readonly #fail: (error: unknown) => void;
  #contents: ModelListContents;
  #pending = 0;

  /**
   * @param scope in which servers are asked; ends with the list
   * @param done is told what the user chose, or `undefined`
   */
  constructor(
    { selection }: Pick<SelectionTarget, 'selection'>,
    offered: OfferedEndpoints,
    dependencies: ModelListDependencies,
    scope: TaskScope,
    done: (choice: ModelChoice | undefined) => void,
    fail: (error: unknown) => void,
  ) {
    this.#dependencies = dependencies;
    this.#scope = scope;
    this.#fail = fail;
    const { endpoint, model } = modelOf(selection);
    this.#offered = offered;
    this.#asked = endpoint;
    this.#contents = {
      endpoints: [],
      loading: new Set(),
      servers: [],
      favourites: [],
      recent: [],
      hidden: hiddenEntries(hiddenModelsSetting()),
      showsHidden: false,
      needs: dependencies.needs,
      current: model === undefined ? undefined : { endpoint: endpoint.id, model },
    };
    const { t } = vscode.l10n;
    const title = offered === 'all' ? t('Choose Model') : t('Choose Another Provider');
    this.#picker = new ModelPicker(title, {
      onChoice: done,
      onReload: (one) => this.#reload(one),
      onFavourite: (ref, isFavourite) => this.#follow(this.#setFavourite(ref, isFavourite)),
      onHidden: (ref, isHidden) => this.#follow(this.#setHidden(ref, isHidden)),
      onShowHidden: (showsHidden) => this.#change({ showsHidden }),
    });
    this.#follow(this.#busyWhile(this.#open()));
  }

  async #open(): Promise<void> {
    const { catalogue, connections, favourites, recent } = this.#dependencies;
    const order = await recent.providers('llm');
    const endpoints = inOrder(configuredEndpoints(), this.#asked, order);
    const known = await Promise.all(endpoints.map((endpoint) => knownModels(endpoint, catalogue, connections)));
    const isOther = (one: EndpointModels): boolean => one.endpoint !== this.#asked || one.missing !== undefined;
    this.#change({
      endpoints: this.#offered === 'all' ? known : known.filter(isOther),
      favourites: await favourites.list(),
      recent: await recent.chosen(),
    });
    this.#loadAll(({ isFresh }) => !isFresh, false);
    this.#ask('search for local servers', async (signal) => {
      const found = await findLocalServers(signal);
      const servers = found.filter((server) => endpointWith(server) === undefined);
      if (servers.length > 0) this.#change({ servers });
    });
  }

  #reload(endpoint: Endpoint | undefined): void {
    this.#loadAll((one) => endpoint === undefined || one.endpoint === endpoint, true);
  }

  #loadAll(isMeant: (one: EndpointModels) => boolean, refresh: boolean): void {
    const asked = this.#contents.endpoints.filter((one) => one.missing === undefined && isMeant(one));
    this.#change({ loading: new Set([...this.#contents.loading, ...asked.map(({ endpoint }) => endpoint.id)]) });
    for (const one of asked) this.#load(one, refresh);
  }

  #load(one: EndpointModels, refresh: boolean): void {
    this.#ask(`model list from ${one.endpoint.name}`, async (signal) => {
      const loaded = await loadedModels(one, this.#dependencies.catalogue, refresh, signal);
      const { endpoints, loading } = this.#contents;
      this.#change({
        endpoints: endpoints.map((other) => (other.endpoint === one.endpoint ? loaded : other)),
        loading: new Set([...loading].filter((id) => id !== one.endpoint.id)),
      });
    });
  }

  async #setFavourite(ref: ModelRef, isFavourite: boolean): Promise<void> {
    const others = this.#contents.favourites.filter((other) => !isSameRef(other, ref));
    this.#change({ favourites: isFavourite ? [...others, ref] : others });
    await this.#dependencies.favourites[isFavourite ? 'add' : 'remove'](ref);
  }

  async #setHidden(ref: ModelRef, isHidden: boolean): Promise<void> {
    const name = hiddenEntryOf(ref);
    const others = this.#contents.hidden.filter((entry) => entry.toLowerCase() !== name.toLowerCase());
    const hidden = isHidden ? [...others, name] : others;
    this.#change({ hidden });
    await updateHiddenModelsSetting(hidden);
    // A favourite is always in the list.
    if (isHidden) await this.#setFavourite(ref, false);
    // A pattern hides it, and only the user knows what that is for.
    else if (hiddenBy(hidden)(ref)) await editUserSetting('hiddenModels');
  }

  #change(changes: Partial<ModelListContents>): void {
    this.#contents = { ...this.#contents, ...changes };
    this.#picker.show(this.#contents, this.#asked?.id);
  }

  #ask(name: string, body: (signal: AbortSignal) => Promise<void>): void {
    this.#follow(this.#busyWhile(this.#scope.run(name, body)));
  }

  /** Without a gap between one and the next, which VS Code would take for the end. */
  async #busyWhile(work: Promise<void>): Promise<void> {
    this.#pending += 1;
    this.#picker.busy = true;
    try {
      await work;
    } finally {
      this.#pending -= 1;
      this.#picker.busy = this.#pending > 0;
    }
  }

  #follow(work: Promise<void>): void {
    work.catch((error: unknown) => {
      // The list was closed.
      if (isCancellation(error)) return;
      this.#fail(error);
      // What it still offered would lead nowhere.
      this.#picker.close();
    });
  }
}

/** The one in use first, then those used lately, the others in their usual order. */
function inOrder(
  endpoints: readonly Endpoint[],
  first: Endpoint | undefined,
  latest: readonly string[],
): readonly Endpoint[] {
  const rank = ({ id }: Endpoint): number => {
    if (id === first?.id) return -1;
    const index = latest.indexOf(id);
    return index < 0 ? latest.length : index;
  };
  return endpoints.toSorted((a, b) => rank(a) - rank(b));
}
