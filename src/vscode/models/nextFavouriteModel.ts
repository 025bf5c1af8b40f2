import * as vscode from 'vscode';
import { labelOf } from '../../core/text/labelOf.js';
import type { KnownFacts } from '../../models/facts/modelFacts.js';
import { isSameRef, nextFavourite, type FavouriteModels } from '../../models/favouriteModels.js';
import type { ModelRef, SelectionTarget } from '../../models/modelSelection.js';
import type { RecentModels } from '../../models/recentModels.js';
import { findEndpoint } from '../configuration/configuredEndpoints.js';
import { noteChosenModel, selectModel } from './askModel.js';
import { canBeAsked } from './chooseProvider.js';
import type { FactsSource } from './configuredProviderStatus.js';
import { modelOf } from './configuredModel.js';
import type { Connections } from './connections.js';

export interface NextFavouriteModelDependencies {
  readonly favourites: Pick<FavouriteModels, 'list'>;
  readonly recent: RecentModels;
  readonly connections: Connections;
  readonly factsOf: FactsSource;
}

/** How long the status bar names the model, in milliseconds. */
const shownForMs = 5_000;

/** A favourite that can be asked, and what is known of it. */
interface Favourite {
  readonly ref: ModelRef;
  readonly endpointName: string;
  readonly facts: KnownFacts;
}

/**
 * Has a chat ask the favourite after the one it asks now, and says which that is. Those that cannot be asked, as their endpoints are gone or
 * have no key, are passed over. `chatId` goes to the list of models, if that is opened instead.
 */
export async function nextFavouriteModel(
  target: SelectionTarget,
  chatId: unknown,
  dependencies: NextFavouriteModelDependencies,
): Promise<void> {
  const all = await dependencies.favourites.list();
  const found = await Promise.all(all.map((ref) => favouriteOf(ref, dependencies)));
  const usable = found.filter((favourite) => favourite !== undefined);
  // From here on at once: the key may have been pressed twice.
  const { endpoint, model } = modelOf(target.selection);
  const current = model === undefined ? undefined : { endpoint: endpoint.id, model };
  const ref = nextFavourite(
    usable.map((favourite) => favourite.ref),
    current,
  );
  const next = ref && usable.find((favourite) => isSameRef(favourite.ref, ref));
  if (next === undefined) return showNoOther(all.length, usable.length, chatId);
  if (!selectModel(target, next.ref, next.facts)) return;
  const text = vscode.l10n.t('This chat now asks {0} ({1}).', labelOf(next.ref.model), next.endpointName);
  vscode.window.setStatusBarMessage(text, shownForMs);
  await noteChosenModel(next.ref, dependencies.recent);
}

/** `undefined`: it cannot be asked. */
async function favouriteOf(
  ref: ModelRef,
  { connections, factsOf }: NextFavouriteModelDependencies,
): Promise<Favourite | undefined> {
  const endpoint = findEndpoint(ref.endpoint);
  if (endpoint === undefined || !(await canBeAsked(endpoint, connections))) return undefined;
  const facts = (await factsOf(endpoint))?.(ref.model) ?? {};
  return { ref, endpointName: endpoint.name, facts };
}

async function showNoOther(favourites: number, usable: number, chatId: unknown): Promise<void> {
  const { t } = vscode.l10n;
  const choose = t('Choose Model');
  const text =
    favourites === 0
      ? t('There are no favorite models yet. Mark some with the star in the list of models.')
      : favourites === usable
        ? t('This is the only favorite model. Mark others with the star in the list of models.')
        : t('No other favorite model can be asked: its endpoint has no API key, or no longer exists.');
  if ((await vscode.window.showInformationMessage(text, choose)) === choose)
    await vscode.commands.executeCommand('scout.chooseModel', chatId);
}
