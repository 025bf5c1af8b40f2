import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ExportTexts } from '../../../../src/archives/export/exportTexts.js';
import {
  exportConversations,
  type ExportProgress,
  type ExportRequest,
} from '../../../../src/archives/export/exportConversations.js';
import type { ArchiveHistory } from '../../../../src/archives/import/historyImporter.js';

export const texts: ExportTexts = {
  you: 'You',
  assistant: 'Assistant',
  tool: 'Tool',
  untitled: 'Untitled',
  reasoning: 'Reasoning',
  toolCall: 'Tool: {0}',
  toolResult: 'Result',
  toolFailed: 'Tool failed',
  attachment: 'Attachment: {0}',
  sources: 'Sources',
  interrupted: 'Interrupted.',
  failed: 'Failed.',
  otherBranches: 'In other branches: {0}',
  contents: 'Contents',
  chats: 'Chats',
  exportedOn: 'Exported on {0}',
  webImage: 'Web image: {0}',
  noMessages: 'No messages.',
};

export const request: Omit<ExportRequest, 'target' | 'format'> = {
  conversations: 'all',
  texts,
  locale: { language: 'en-GB', timeZone: 'UTC' },
  exportedAt: Date.UTC(2026, 2, 1, 12),
};

export function exportTo(
  history: ArchiveHistory,
  target: string,
  options: Partial<ExportRequest> = {},
  signal: AbortSignal = new AbortController().signal,
  onProgress: (progress: ExportProgress) => void = () => undefined,
): Promise<number> {
  return exportConversations({ ...request, format: 'json', target, ...options }, history, signal, onProgress);
}

/** The text of an export of everything. */
export async function exported(
  history: ArchiveHistory,
  format: 'json' | 'html' | 'markdown' = 'json',
  conversations: ExportRequest['conversations'] = 'all',
): Promise<string> {
  return inFolder(async (folder) => {
    const target = path.join(folder, 'export');
    await exportTo(history, target, { format, conversations });
    return readFileSync(target, 'utf8');
  });
}

/** Calls `use` with an empty folder and removes it afterwards. */
export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'scout-archives-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
