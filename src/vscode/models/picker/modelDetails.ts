import * as vscode from 'vscode';
import type { ModelEntry } from '../../../models/facts/modelGroups.js';
import { withoutIcons } from '../../../presentation/withoutIcons.js';
import { findEndpoint } from '../../configuration/configuredEndpoints.js';
import { factRows } from './modelFactRows.js';
import type { ModelRow } from './otherModelRows.js';

/** All that can be known of a model, and where each fact comes from: rows that do nothing. */
export function detailRows({ ref, facts }: ModelEntry): readonly ModelRow[] {
  const { t } = vscode.l10n;
  return [
    { label: t('ID'), description: withoutIcons(ref.model) },
    { label: t('Endpoint'), description: withoutIcons(findEndpoint(ref.endpoint)?.name ?? ref.endpoint) },
    ...factRows(facts, Date.now()).map(({ label, value, source }) => ({
      label,
      description: withoutIcons(value),
      ...(source === undefined ? {} : { detail: source }),
    })),
  ];
}
