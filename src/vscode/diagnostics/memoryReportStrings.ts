import * as vscode from 'vscode';
import type { MemoryReportStrings } from '../../diagnostics/memoryReport.js';

/** The words of the memory report in the language of the editor. A forgotten one does not compile. */
export function memoryReportStrings(): MemoryReportStrings {
  return {
    arrayBuffers: vscode.l10n.t('Array buffers'),
    chats: vscode.l10n.t('Chats'),
    conversations: vscode.l10n.t('Chats in memory'),
    databases: vscode.l10n.t('Open databases'),
    databasesSilent: vscode.l10n.t('The databases did not respond. See the log for details.'),
    detachedContexts: vscode.l10n.t('Detached contexts'),
    difference: vscode.l10n.t('Difference'),
    external: vscode.l10n.t('External'),
    heap: vscode.l10n.t('V8 heap'),
    heapLimit: vscode.l10n.t('Heap limit'),
    heapPhysical: vscode.l10n.t('Heap in physical memory'),
    heapTotal: vscode.l10n.t('Heap reserved'),
    heapUsed: vscode.l10n.t('Heap used'),
    inMemory: vscode.l10n.t('In memory'),
    logOnDisk: vscode.l10n.t('Log on disk'),
    mallocedMemory: vscode.l10n.t('Allocated by V8 outside the heap'),
    mallocedPeak: vscode.l10n.t('Peak'),
    modules: vscode.l10n.t('Loaded provider modules'),
    name: vscode.l10n.t('Name'),
    nativeContexts: vscode.l10n.t('Contexts'),
    none: vscode.l10n.t('None.'),
    notRunning: vscode.l10n.t('Not running.'),
    now: vscode.l10n.t('Now'),
    process: vscode.l10n.t('Process'),
    resident: vscode.l10n.t('Resident set'),
    rows: vscode.l10n.t('Rows'),
    running: vscode.l10n.t('Running.'),
    runningSeconds: vscode.l10n.t('Duration (s)'),
    shared: vscode.l10n.t(
      'SCOUT shares its process with your other extensions, so the figures for the process and the V8 heap include theirs. The databases are in the process but outside that heap.',
    ),
    start: vscode.l10n.t('At startup'),
    state: vscode.l10n.t('State'),
    taken: vscode.l10n.t('Created'),
    taskCancelled: vscode.l10n.t('Canceling.'),
    tasks: vscode.l10n.t('Running tasks'),
    title: vscode.l10n.t('SCOUT memory report'),
    tracing: vscode.l10n.t('Memory tracing'),
    views: vscode.l10n.t('Open views'),
  };
}
