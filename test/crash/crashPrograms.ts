import path from 'node:path';
import { buildPrograms } from '../support/buildPrograms.js';

/** The built programs of a crash test run. */
export interface Programs {
  readonly writer: string;
  readonly reader: string;
  readonly worker: string;
  readonly sqlJs: string;
}

export async function buildCrashPrograms(folder: string): Promise<Programs> {
  const sources = path.join(import.meta.dirname, 'programs');
  const names = ['writer', 'reader', 'worker'] as const;
  await buildPrograms(folder, Object.fromEntries(names.map((name) => [name, path.join(sources, `${name}.ts`)])));
  const program = (name: (typeof names)[number]): string => path.join(folder, `${name}.js`);
  return { writer: program('writer'), reader: program('reader'), worker: program('worker'), sqlJs: folder };
}
