import * as vscode from 'vscode';
import type { ContentStringKey } from '../../protocol/strings.js';

/** The view's strings for what messages hold. */
export function contentStrings(): Record<ContentStringKey, string> {
  const { t } = vscode.l10n;
  return {
    alertCaution: t('Caution'),
    alertImportant: t('Important'),
    alertNote: t('Note'),
    alertTip: t('Tip'),
    alertWarning: t('Warning'),
    codeUncolored: t('Shown without colors'),
    colorMore: t('Color More'),
    copyCode: t('Copy Code'),
    footnote: t('Footnote {0}', '{0}'),
    imageBroken: t('This image cannot be shown: its data is damaged or of an unknown kind. You can still save it.'),
    imageLoading: t('Loading image…'),
    imageOpen: t('Open'),
    imageSave: t('Save As…'),
    imageSize: t('Image of {0} × {1} pixels', '{0}', '{1}'),
    plainText: t('Shown as plain text: formatted, this chat did not appear in time.'),
    remoteImage: t('Image not loaded'),
    sectionDetails: t('Details'),
    showFormatted: t('Show Formatted'),
    showImage: t('Show Image'),
    showMore: t('Show More'),
    shownInPart: t('Shown in part.'),
    wrapLines: t('Wrap Lines'),
  };
}
