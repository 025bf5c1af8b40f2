import * as vscode from 'vscode';
import type { NeededInput } from '../../../attachments/unreadInput.js';
import { isSameRef, refKey } from '../../../models/favouriteModels.js';
import type { KnownFacts } from '../../../models/facts/modelFacts.js';
import { groupModels, type ModelEntry } from '../../../models/facts/modelGroups.js';
import { hiddenBy } from '../../../models/hiddenModels.js';
import type { ModelRef } from '../../../models/modelSelection.js';
import { withoutIcons } from '../../../presentation/withoutIcons.js';
import { isOnNetwork, type EndpointId } from '../../../providers/endpoint.js';
import type { EndpointModels } from './endpointModels.js';
import type { LocalServer } from '../localServers/localServers.js';
import { modelSettingProblem } from './modelFactRows.js';
import { factLine } from './modelFactTexts.js';
import type { RowButtons } from './modelRowButtons.js';
import { failureRow, keyRow, loadingRow, separator, serverRow, typedRows, type ModelRow } from './otherModelRows.js';

/** All that the list of models is made from. */
export interface ModelListContents {
  /** In the order in which they are shown. */
  readonly endpoints: readonly EndpointModels[];
  /** Those whose servers are being asked. */
  readonly loading: ReadonlySet<EndpointId>;
  /** On this machine, no endpoints yet. */
  readonly servers: readonly LocalServer[];
  readonly favourites: readonly ModelRef[];
  readonly recent: readonly ModelRef[];
  /** Entries of `scout.hiddenModels`. */
  readonly hidden: readonly string[];
  readonly showsHidden: boolean;
  /** What is attached that models must read: those that are known not to stand last. */
  readonly needs: readonly NeededInput[];
  /** What the chat asks, if anything. */
  readonly current: ModelRef | undefined;
}

/** What the rows of models have in common. */
interface RowContext {
  readonly names: ReadonlyMap<EndpointId, string>;
  readonly favourites: ReadonlySet<string>;
  readonly isHidden: (ref: ModelRef) => boolean;
  readonly current: ModelRef | undefined;
  readonly buttons: RowButtons;
  readonly now: number;
}

/**
 * The rows of the list of models: favourites, recent ones, then each endpoint's own with what is wrong there, those without a key, servers
 * on this machine, typed IDs.
 * @param now Unix milliseconds
 */
export function modelRows(contents: ModelListContents, buttons: RowButtons, now: number): readonly ModelRow[] {
  const { endpoints, servers, favourites, recent, current, showsHidden, needs } = contents;
  const { t } = vscode.l10n;
  const isHidden = hiddenBy(contents.hidden);
  const context: RowContext = {
    names: new Map(endpoints.map(({ endpoint }) => [endpoint.id, endpoint.name])),
    favourites: new Set(favourites.map(refKey)),
    isHidden,
    current,
    buttons,
    now,
  };
  const usable = endpoints.filter(({ missing }) => missing === undefined);
  // What the chat asks is always there, to be seen.
  const isLeftOut = (ref: ModelRef): boolean =>
    !showsHidden && isHidden(ref) && !(current !== undefined && isSameRef(ref, current));
  const { unfit = [], fit = [] } = Object.groupBy(
    usable.flatMap((one) => entriesOf(one, contents)),
    ({ facts }) => (readsAll(facts, needs) ? 'fit' : 'unfit'),
  );
  const groups = groupModels(fit, { favourites, recent, isHidden: isLeftOut }, now);
  const rowsOf = (entries: readonly ModelEntry[] = []): readonly ModelRow[] =>
    entries.map((entry) => modelRow(entry, context));
  const ofKind = (kind: 'favourites' | 'recent'): readonly ModelRow[] =>
    rowsOf(groups.find((group) => group.kind === kind)?.entries);
  const byEndpoint = new Map(
    groups.flatMap(({ kind, entries }) => (kind === 'endpoint' ? [[entries[0]!.ref.endpoint, entries] as const] : [])),
  );
  const keyless = endpoints.filter(({ missing }) => missing === 'key');
  return [
    ...section(t('Favorites'), ofKind('favourites')),
    ...section(t('Recent'), ofKind('recent')),
    ...usable.flatMap((one) =>
      section(`${one.endpoint.name} · ${one.keyState}`, [
        ...rowsOf(byEndpoint.get(one.endpoint.id)),
        ...stateRows(one, contents, buttons),
      ]),
    ),
    ...section(t('Do not read what is attached'), rowsOf(unfit.filter(({ ref }) => !isLeftOut(ref)))),
    ...section(
      t('No key set'),
      keyless.map(({ endpoint }) => keyRow(endpoint)),
    ),
    ...section(t('On this machine'), servers.map(serverRow)),
    ...section(
      t('Not in the list'),
      typedRows(
        usable.map(({ endpoint }) => endpoint),
        current,
      ),
    ),
    ...(endpoints[0]?.problems ?? []).map((problem) => ({
      label: `$(warning) ${withoutIcons(modelSettingProblem(problem))}`,
    })),
  ];
}

/** Whether nothing is known against it. */
export function readsAll(facts: KnownFacts, needs: readonly NeededInput[]): boolean {
  return needs.every((need) => facts[need]?.value !== false);
}

/** That a server has not told its models yet, or why it has not. Most people have no extension with models, and nothing is wrong with that: only who asks one is told. */
function stateRows(
  { endpoint, models, failure }: EndpointModels,
  { current, loading }: ModelListContents,
  buttons: RowButtons,
): readonly ModelRow[] {
  if (!isOnNetwork(endpoint) && current?.endpoint !== endpoint.id) return [];
  if (loading.has(endpoint.id)) return models.length === 0 ? [loadingRow(endpoint)] : [];
  return failure === undefined ? [] : [failureRow(endpoint, failure, buttons)];
}

function section(label: string, rows: readonly ModelRow[]): readonly ModelRow[] {
  return rows.length === 0 ? [] : [separator(label), ...rows];
}

/** The models of the list, and those that it lacks but the user has used or marked. */
function entriesOf(
  { endpoint, models, facts }: EndpointModels,
  { favourites, recent, current }: ModelListContents,
): readonly ModelEntry[] {
  const listed = new Set(models.map(({ id }) => id));
  const others = [...(current === undefined ? [] : [current]), ...favourites, ...recent]
    .filter((ref) => ref.endpoint === endpoint.id && !listed.has(ref.model))
    .map(({ model }) => model);
  return [...models, ...[...new Set(others)].map((id) => ({ id, displayName: id }))].map(({ id, displayName }) => ({
    ref: { endpoint: endpoint.id, model: id },
    displayName,
    facts: facts(id),
  }));
}

function modelRow(entry: ModelEntry, { names, favourites, isHidden, current, buttons, now }: RowContext): ModelRow {
  const { ref, displayName, facts } = entry;
  const about = [
    displayName === ref.model ? '' : ref.model,
    names.get(ref.endpoint) ?? '',
    current !== undefined && isSameRef(ref, current) ? vscode.l10n.t('current') : '',
  ];
  const detail = factLine(facts, now);
  return {
    label: withoutIcons(displayName),
    description: withoutIcons(about.filter((part) => part !== '').join(' · ')),
    ...(detail === '' ? {} : { detail }),
    buttons: [
      favourites.has(refKey(ref)) ? buttons.removeFavourite : buttons.addFavourite,
      isHidden(ref) ? buttons.unhide : buttons.hide,
      buttons.details,
    ],
    entry,
  };
}
