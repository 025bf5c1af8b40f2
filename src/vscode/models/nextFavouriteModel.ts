import * as vscode from 'vscode';
import { labelOf } from '../../core/text/labelOf.js';
import { nextFavourite, type FavouriteModels } from '../../models/favouriteModels.js';
import type { SelectionTarget } from '../../models/modelSelection.js';
import type { RecentModels } from '../../models/recentModels.js';
import { findEndpoint } from '../configuration/configuredEndpoints.js';
import { askModel } from './askModel.js';
import type { FactsSource } from './configuredProviderStatus.js';
import { modelOf } from './configuredModel.js';

export interface NextFavouriteModelDependencies {
  readonly favourites: Pick<FavouriteModels, 'list'>;
  readonly recent: RecentModels;
  readonly factsOf: FactsSource;
}

/** How long the status bar names the model, in milliseconds. */
const shownForMs = 5_000;

/** Has a chat ask the favourite after the one it asks now, and says which that is. Favourites of endpoints that are gone are passed over. */
export async function nextFavouriteModel(
  target: SelectionTarget,
  { favourites, recent, factsOf }: NextFavouriteModelDependencies,
): Promise<void> {
  const usable = (await favourites.list()).filter(({ endpoint }) => findEndpoint(endpoint) !== undefined);
  const { endpoint, model } = modelOf(target.selection);
  const ref = nextFavourite(usable, model === undefined ? undefined : { endpoint: endpoint.id, model });
  const next = ref && findEndpoint(ref.endpoint);
  if (ref === undefined || next === undefined) return showNoOther(usable.length);
  await askModel(target, ref, (await factsOf(next)) ?? (() => ({})), recent);
  const text = vscode.l10n.t('This chat now asks {0} ({1}).', labelOf(ref.model), next.name);
  vscode.window.setStatusBarMessage(text, shownForMs);
}

async function showNoOther(count: number): Promise<void> {
  const choose = vscode.l10n.t('Choose Model');
  const text =
    count === 0
      ? vscode.l10n.t('There are no favorite models yet. Mark some with the star in the list of models.')
      : vscode.l10n.t('This is the only favorite model. Mark others with the star in the list of models.');
  if ((await vscode.window.showInformationMessage(text, choose)) === choose)
    await vscode.commands.executeCommand('scout.chooseModel');
}
