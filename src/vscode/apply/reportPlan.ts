import * as vscode from 'vscode';
import { withoutLinks } from '../ui/withoutLinks.js';
import type { ChangePlan, PlannedFile } from './changePlan.js';
import { doubtText } from './refusalText.js';

/** Says which changes deserve a second look. */
export function reportPlan({ files }: ChangePlan): void {
  for (const file of files) if (file.exactness < 1 || file.doubts.length > 0) warn(file);
}

function warn({ uri, exactness, doubts }: PlannedFile): void {
  const { t } = vscode.l10n;
  const name = vscode.workspace.asRelativePath(uri);
  const percent = Math.min(Math.floor(exactness * 100), exactness < 1 ? 99 : 100);
  const reasons = doubts.map(doubtText).join(', ');
  const text =
    reasons === ''
      ? t('{0} matched at {1} %: please check.', name, percent)
      : t('{0} matched at {1} %: please check. Reason: {2}.', name, percent, reasons);
  void vscode.window.showWarningMessage(withoutLinks(text));
}
