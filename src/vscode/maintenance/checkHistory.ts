import * as vscode from 'vscode';
import { checkReport } from './checkReport.js';
import type { ReadOnlyDocument } from '../ui/readOnlyDocument.js';
import { runMaintenance } from './runMaintenance.js';
import type { MaintenanceDependencies } from './maintenanceDependencies.js';

/** Looks at every file of SCOUT's, shows what it found as a document, and offers what to do about it. */
export async function checkHistory(dependencies: MaintenanceDependencies, report: ReadOnlyDocument): Promise<void> {
  const { t } = vscode.l10n;
  const failed = (reason: string): string => t('The history could not be checked: {0}', reason);
  const checked = await runMaintenance(dependencies, t('Checking the history…'), 'history check', failed, (work) =>
    dependencies.maintenance.check(work),
  );
  if (checked === undefined) return;
  const { findings } = checked;
  for (const { kind, where, count } of findings)
    dependencies.logger.warn(`Check: ${kind} in ${where}${count === undefined ? '' : ` (${count})`}`);
  await report.show(checkReport(checked));
  void showResult(findings.length);
}

async function showResult(findings: number): Promise<void> {
  const { t } = vscode.l10n;
  if (findings === 0) {
    void vscode.window.showInformationMessage(t('No problems found in the history. Every file was checked in full.'));
    return;
  }
  const recover = t('Recover History');
  const openLog = t('Open Log');
  const text = t('The check found problems. The report shows what they are and what to do. Problems: {0}.', findings);
  const answer = await vscode.window.showWarningMessage(text, recover, openLog);
  if (answer === recover) await vscode.commands.executeCommand('scout.recoverHistory');
  if (answer === openLog) await vscode.commands.executeCommand('scout.showLog');
}
