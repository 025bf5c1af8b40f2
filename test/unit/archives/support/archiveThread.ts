import { writeFileSync } from 'node:fs';
import { runArchiveJob, type ArchiveThreadOptions } from '../../../../src/archives/runArchiveJob.js';
import type { ArchiveHistory } from '../../../../src/archives/import/historyImporter.js';
import type { ImportReport } from '../../../../src/archives/import/importReport.js';
import type { ArchiveInput } from '../../../../src/archives/input/sourceDocument.js';
import { request } from './exporting.js';
import { zipBytes } from './zipBytes.js';

const workerFile = new URL('../../../../src/archives/thread/main.ts', import.meta.url);
export const never = new AbortController().signal;

/** Imports in a thread of its own. */
export function importing(
  history: ArchiveHistory,
  inputs: readonly ArchiveInput[],
  options: Partial<ArchiveThreadOptions> = {},
  signal: AbortSignal = never,
  onProgress: (fraction: number) => void = () => undefined,
): Promise<ImportReport> {
  return runArchiveJob(
    'import',
    { inputs, restoresDeleted: false },
    { workerFile, history, ...options },
    signal,
    ({ fraction }) => onProgress(fraction),
  );
}

/** Exports everything as JSON in a thread of its own. */
export function exporting(history: ArchiveHistory, target: string): Promise<number> {
  return runArchiveJob(
    'export',
    { ...request, format: 'json', target },
    { workerFile, history },
    never,
    () => undefined,
  );
}

/** An export of ChatGPT's, as a zip on the disk. Gives its size when unpacked, in bytes. */
export function writeLargeExport(file: string, conversations: number, bytesEach: number): number {
  const chats = Array.from({ length: conversations }, (_, number) => {
    // No text of people's is packed a thousand times over.
    const words = Array.from({ length: 2_000 }, (_word, index) =>
      ((number * 7_919 + index * 104_729) % 65_521).toString(36),
    ).join(' ');
    const text = words.repeat(Math.ceil(bytesEach / words.length)).slice(0, bytesEach);
    const node = (role: string, content: string, parent: string | null) => ({
      message: { author: { role }, content: { content_type: 'text', parts: [content] } },
      parent,
    });
    const mapping = { u: node('user', `Question ${number}`, null), a: node('assistant', text, 'u') };
    return JSON.stringify({
      title: `Chat ${number}`,
      conversation_id: `c${number}`,
      create_time: 1_700_000_000 + number,
      mapping,
      current_node: 'a',
    });
  });
  const all = Buffer.from(`[${chats.join(',')}]`);
  writeFileSync(file, zipBytes([{ name: 'conversations.json', data: all, level: 1 }]));
  return all.length;
}
