import * as vscode from 'vscode';
import { ScoutError } from '../../core/errors.js';
import { labelOf } from '../../core/text/labelOf.js';
import type { LocalOnlyRefusal } from '../../privacy/localOnly.js';
import type { SendTarget } from '../../privacy/sendGate.js';

/** Why nothing was sent: which attachment, which rule, and to whom. */
export function localOnlyRefusal([first, ...others]: readonly LocalOnlyRefusal[], target: SendTarget): ScoutError {
  const { t } = vscode.l10n;
  if (first === undefined) return new ScoutError('local-only', '');
  const label = labelOf(first.attachment.label, 80);
  const rule = labelOf(first.rule, 80);
  const reason = first.isUnreadable
    ? t(
        'The rule “{0}” in "scout.privacy.localOnly" cannot be read. Until it is corrected, no file is sent to {1}.',
        rule,
        labelOf(target.name),
      )
    : t('“{0}” is only for local models: rule “{1}” in "scout.privacy.localOnly".', label, rule);
  const more = others.length === 0 ? '' : ` ${t('The same holds for {0} more.', others.length)}`;
  return new ScoutError('local-only', `${reason}${more}`);
}
