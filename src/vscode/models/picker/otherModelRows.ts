import * as vscode from 'vscode';
import type { ScoutError } from '../../../core/errors.js';
import type { ModelEntry } from '../../../models/facts/modelGroups.js';
import type { ModelRef } from '../../../models/modelSelection.js';
import { withoutIcons } from '../../../presentation/withoutIcons.js';
import { isOnNetwork, type Endpoint } from '../../../providers/endpoint.js';
import type { LocalServer } from '../localServers/localServers.js';
import type { RowButtons } from './modelRowButtons.js';

/** What a row that is no model stands for. */
export type RowAction =
  | { readonly kind: 'set-key'; readonly endpoint: Endpoint }
  | { readonly kind: 'reload'; readonly endpoint: Endpoint }
  | { readonly kind: 'use-server'; readonly server: LocalServer }
  /** The text in the box is the ID of a model there; without an endpoint, the user is asked. */
  | { readonly kind: 'typed'; readonly endpoint: Endpoint | undefined };

/** A row of the list of models; one without entry and action cannot be picked. */
export interface ModelRow extends vscode.QuickPickItem {
  readonly entry?: ModelEntry;
  readonly action?: RowAction;
}

export function separator(label: string): ModelRow {
  return { label: withoutIcons(label), kind: vscode.QuickPickItemKind.Separator };
}

export function keyRow(endpoint: Endpoint): ModelRow {
  return {
    label: `$(key) ${withoutIcons(vscode.l10n.t('Set API Key for {0}…', endpoint.name))}`,
    action: { kind: 'set-key', endpoint },
  };
}

export function loadingRow(endpoint: Endpoint): ModelRow {
  return {
    label: `$(loading~spin) ${vscode.l10n.t('Loading the model list…')}`,
    description: withoutIcons(endpoint.name),
  };
}

/** Why a server's list is missing or old. Picked, it is asked again; where the key is what is wrong, that can be set. */
export function failureRow(endpoint: Endpoint, { code, message }: ScoutError, buttons: RowButtons): ModelRow {
  const isKey = ['missing-api-key', 'invalid-api-key', 'access-denied'].includes(code);
  return {
    label: `$(warning) ${vscode.l10n.t('Could not load the model list')}`,
    description: withoutIcons(endpoint.name),
    detail: withoutIcons(message),
    buttons: isKey
      ? [buttons.setKey, buttons.reload]
      : isOnNetwork(endpoint)
        ? [buttons.reload, buttons.settings]
        : [buttons.reload],
    action: { kind: 'reload', endpoint },
  };
}

export function serverRow(server: LocalServer): ModelRow {
  const shown = server.models.slice(0, 5).join(', ');
  return {
    label: `$(server) ${vscode.l10n.t('Use {0} on this machine', server.name)}`,
    description: server.baseUrl,
    detail: withoutIcons(server.models.length > 5 ? `${shown}, …` : shown || vscode.l10n.t('No models')),
    action: { kind: 'use-server', server },
  };
}

/**
 * Servers know models their lists do not name. These rows are there for whatever is typed, so that nothing need be built anew for a key: the
 * endpoint in use first, then one for all others.
 */
export function typedRows(usable: readonly Endpoint[], current: ModelRef | undefined): readonly ModelRow[] {
  const first = usable.find(({ id }) => id === current?.endpoint) ?? usable[0];
  if (first === undefined) return [];
  const row = (label: string, endpoint: Endpoint | undefined): ModelRow => ({
    label: `$(edit) ${label}`,
    description: withoutIcons(endpoint?.name ?? ''),
    alwaysShow: true,
    action: { kind: 'typed', endpoint },
  });
  return [
    row(vscode.l10n.t('Use the Typed ID'), first),
    ...(usable.length > 1 ? [row(vscode.l10n.t('Use the Typed ID with Another Endpoint…'), undefined)] : []),
  ];
}
