import * as vscode from 'vscode';
import type { DraftAttachmentTexts } from '../profile/draftAttachmentLimits.js';

/** In the user's language. */
export const draftAttachmentTexts: DraftAttachmentTexts = {
  tooMany: (maximum) =>
    vscode.l10n.t(
      'A message can have at most {0} attachments. Nothing was added. Remove some, or send them in several messages.',
      maximum,
    ),
  tooLarge: (label) =>
    vscode.l10n.t('{0} is too large to attach. Nothing was added. Attach the part of it that matters.', label),
  tooMuch: () =>
    vscode.l10n.t(
      'These attachments are too large together. Nothing was added. Remove some, or send them in several messages.',
    ),
  notStored: () =>
    vscode.l10n.t(
      'The attachments could not be saved, and are as they were before. Try again; the log has the reason.',
    ),
  diskFull: () => vscode.l10n.t('The disk is full: the attachments could not be saved. Free some space and try again.'),
  notRead: () =>
    vscode.l10n.t('The attachments of this chat could not be read. They are still on the disk. Try again.'),
};
