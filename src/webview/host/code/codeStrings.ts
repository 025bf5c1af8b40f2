import * as vscode from 'vscode';
import type { CodeStringKey } from '../../protocol/strings.js';

/** The view's strings for the bars of code blocks. */
export function codeStrings(): Record<CodeStringKey, string> {
  const { t } = vscode.l10n;
  return {
    codeApply: t('Apply'),
    codeApplyAll: t('Apply All {0} Blocks', '{0}'),
    codeBar: t('Code'),
    codeCompare: t('Compare with Clipboard'),
    codeInsert: t('Insert at Cursor'),
    codeMore: t('More Actions'),
    codeNewFile: t('New File'),
    codeOpenFile: t('Open {0}', '{0}'),
    codePaste: t('Paste into Terminal'),
  };
}
