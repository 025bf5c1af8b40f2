import type { HeapProfiler } from 'node:inspector';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Writes a sampled profile as a new file in `folder`, which is made when it is missing, for this user alone, and resolves with its
 * path. VS Code and the DevTools of Chromium show files of this kind. Rejects with the system's error.
 */
export async function writeMemoryProfile(folder: string, profile: HeapProfiler.SamplingHeapProfile): Promise<string> {
  const time = new Date().toISOString().replaceAll(/[:.]/gu, '-');
  const file = path.join(folder, `memory-${time}.heapprofile`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(file, JSON.stringify(profile), { flag: 'wx', mode: 0o600 });
  return file;
}
