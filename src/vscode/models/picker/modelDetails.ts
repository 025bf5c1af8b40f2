import * as vscode from 'vscode';
import type { ModelEntry } from '../../../models/facts/modelGroups.js';
import { withoutIcons } from '../../../presentation/withoutIcons.js';
import { findEndpoint } from '../../configuration/configuredEndpoints.js';
import { factRows } from './modelFactRows.js';

/** Shows all that can be known of a model, and where each fact comes from, until the list is closed. */
export async function showModelDetails({ ref, displayName, facts }: ModelEntry): Promise<void> {
  const { t } = vscode.l10n;
  const rows: readonly vscode.QuickPickItem[] = [
    { label: t('ID'), description: withoutIcons(ref.model) },
    { label: t('Endpoint'), description: withoutIcons(findEndpoint(ref.endpoint)?.name ?? ref.endpoint) },
    ...factRows(facts, Date.now()).map(({ label, value, source }) => ({
      label,
      description: withoutIcons(value),
      ...(source === undefined ? {} : { detail: source }),
    })),
  ];
  await vscode.window.showQuickPick(rows, {
    title: withoutIcons(displayName),
    placeHolder: t('What is known of this model. Enter or Escape leads back to the list.'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
}
