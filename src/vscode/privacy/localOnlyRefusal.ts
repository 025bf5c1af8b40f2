import * as vscode from 'vscode';
import { ScoutError } from '../../core/errors.js';
import { labelOf } from '../../core/text/labelOf.js';
import { filePlace } from '../context/files/filePlace.js';
import type { LocalOnlyRefusal } from '../../privacy/localOnly.js';
import type { SendTarget } from '../../privacy/sendGate.js';

/** Why a question was not sent: which of its attachments, which rule, and to whom. */
export function localOnlyRefusal(refusals: readonly LocalOnlyRefusal[], target: SendTarget): ScoutError {
  const attachmentIds = refusals.map(({ attachment }) => attachment.id);
  return new ScoutError('local-only', reasonText(refusals, target), { attachmentIds });
}

/** Why nothing of a chat is sent: what is in it already would go along with whatever is asked. */
export function localOnlyChatRefusal(refusals: readonly LocalOnlyRefusal[], target: SendTarget): ScoutError {
  const reason = vscode.l10n.t('It belongs to an earlier message of this chat, which is sent with every question.');
  return new ScoutError('local-only', `${reasonText(refusals, target)} ${reason}`);
}

function reasonText([first, ...others]: readonly LocalOnlyRefusal[], target: SendTarget): string {
  const { t } = vscode.l10n;
  if (first === undefined) return '';
  const label = labelOf(first.attachment.label, 80);
  const rule = labelOf(first.rule, 80);
  const reason = first.isUnreadable
    ? t(
        'The rule “{0}” in "scout.privacy.localOnly" cannot be read. Until it is corrected, no file is sent to {1}.',
        rule,
        labelOf(target.name),
      )
    : keptText(first, label, rule);
  const more = others.length === 0 ? '' : ` ${t('The same holds for {0} more.', others.length)}`;
  return `${reason}${more}`;
}

/** Of a diff or a folder, the file is named: it is what can be taken out. */
function keptText({ attachment, source }: LocalOnlyRefusal, label: string, rule: string): string {
  const { t } = vscode.l10n;
  if (source === attachment.uri || attachment.sources?.includes(source) !== true)
    return t('“{0}” is only for local models: rule “{1}” in "scout.privacy.localOnly".', label, rule);
  const name = labelOf(filePlace(vscode.Uri.parse(source)).label, 80);
  return t('“{0}” in “{1}” is only for local models: rule “{2}” in "scout.privacy.localOnly".', name, label, rule);
}
