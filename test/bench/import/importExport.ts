/** What it costs to import an export of ChatGPT's, and to import it again; against reading and parsing its records alone. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { ImportFigures, ImportOptions } from '../storage/programs/importExport.js';
import type { ParseFigures, ParseOptions } from '../storage/programs/parseExport.js';
import { freshFolder, runProgram } from '../storage/runProgram.js';
import { bytesPerConversation, writeChatGptExport } from './chatGptExport.js';

export interface ImportReport {
  readonly bytes: number;
  readonly conversations: number;
  readonly parse: ParseFigures;
  readonly first: ImportFigures;
  readonly again: ImportFigures;
}

/** @param megabytes about the size of the export, which is removed afterwards */
export async function measureImport(megabytes: number): Promise<ImportReport> {
  const folder = await freshFolder('import');
  try {
    const file = path.join(folder, 'conversations.json');
    const conversations = Math.round((megabytes * 1e6) / bytesPerConversation);
    const bytes = await writeChatGptExport(file, conversations);
    const before = await runProgram<ParseFigures>('parseExport', { file } satisfies ParseOptions);
    const history = path.join(folder, 'history');
    const options: ImportOptions = { folder: history, file };
    const first = await runProgram<ImportFigures>('importExport', options);
    // Before and after: on a busy machine the same work costs more.
    const after = await runProgram<ParseFigures>('parseExport', { file } satisfies ParseOptions);
    const again = await runProgram<ImportFigures>('importExport', options);
    const parse = { records: after.records, cpuMs: (before.cpuMs + after.cpuMs) / 2 };
    if (first.added !== conversations || again.unchanged !== conversations || parse.records !== conversations)
      throw new Error('The export was not imported whole.');
    return { bytes, conversations, parse, first, again };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
