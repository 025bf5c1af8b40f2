import * as vscode from 'vscode';
import type { AttachmentStringKey } from '../../protocol/strings.js';

/** The view's strings for what is attached, and for lists of completions. */
export function attachmentStrings(): Record<AttachmentStringKey, string> {
  const { t } = vscode.l10n;
  return {
    attachDropHint: t('Add Context… (or drop files here while holding Shift)'),
    attached: t('Attached'),
    attachedCount: t('Attached: {0}', '{0}'),
    attachmentCancel: t('Cancel: {0}', '{0}'),
    attachmentCompare: t('Show Changes: {0}', '{0}'),
    attachmentOffer: t('Attach {0}', '{0}'),
    attachmentPending: t('Attaching…'),
    attachmentPresent: t('Attach Present Version: {0}', '{0}'),
    attachmentRemove: t('Remove {0}', '{0}'),
    attachmentRemoved: t('Removed: {0}', '{0}'),
    attachmentsCompare: t('Show Changes'),
    attachmentsPresent: t('Attach Present Version'),
    attachmentsMore: t('and {0} more', '{0}'),
    attachmentTokens: t('{0} tokens', '{0}'),
    attachUnknown: t('It is not known whether everything was attached. Check what is listed here before you send.'),
    attachWaits: t('Sent as soon as everything is attached'),
    completions: t('Suggestions'),
    completionsCount: t('{0} suggestions', '{0}'),
    composerHintAttach: t('Ask anything, @ to attach'),
    dropHere: t('Drop to attach'),
    dropWithShift: t('Hold Shift to drop here. The view “Context of This Chat” takes drops without it.'),
    filesTooMany: t('Of {0} files the first {1} were taken: there can be no more attachments.', '{0}', '{1}'),
    fileTooLarge: t('“{0}” is larger than {1} MB and was not attached.', '{0}', '{1}'),
    fileUnreadable: t('“{0}” could not be read and was not attached.', '{0}'),
    imageTooLarge: t('“{0}” has too many pixels and was not attached. Scale it down first.', '{0}'),
    pasteAsText: t('Paste as Text'),
    pastedImage: t('Pasted image'),
    pastedAttachment: t('Pasted as an attachment: {0}', '{0}'),
  };
}
