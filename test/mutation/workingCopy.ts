import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Mutation } from './mutation.js';
import { applyMutation } from './mutation.js';

/** A copy of the project, as it lies there now, to be changed without anybody seeing it. It shares the packages. */
export class WorkingCopy implements Disposable {
  readonly folder: string;

  constructor(project: string) {
    this.folder = mkdtempSync(path.join(os.tmpdir(), 'scout-mutation-'));
    const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: project,
    });
    for (const file of new Set(listed.toString().split('\0'))) {
      if (file !== '') copyIfThere(path.join(project, file), path.join(this.folder, file));
    }
    symlinkSync(path.join(project, 'node_modules'), path.join(this.folder, 'node_modules'), 'junction');
  }

  /** Calls `use` while the mutation is in the copy. */
  async with<T>(mutation: Mutation, text: string, use: () => Promise<T>): Promise<T> {
    const file = path.join(this.folder, mutation.file);
    writeFileSync(file, applyMutation(text, mutation));
    try {
      return await use();
    } finally {
      writeFileSync(file, text);
    }
  }

  [Symbol.dispose](): void {
    rmSync(path.join(this.folder, 'node_modules'), { force: true });
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What was deleted and not committed yet is listed all the same. */
function copyIfThere(from: string, to: string): void {
  mkdirSync(path.dirname(to), { recursive: true });
  try {
    cpSync(from, to);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOENT') throw error;
  }
}
