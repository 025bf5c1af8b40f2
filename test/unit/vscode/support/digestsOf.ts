import { createHash } from 'node:crypto';
import type { SimulatedFiles } from '../../storage/support/simulatedFiles.js';

/** The files' names and what tells their contents apart: a comparison of the bytes themselves that fails takes all memory to print. */
export function digestsOf(files: SimulatedFiles): Readonly<Record<string, string>> {
  const entries = [...files.contents()].map(([name, bytes]) => [
    name,
    createHash('sha256').update(bytes).digest('hex'),
  ]);
  return Object.fromEntries(entries) as Record<string, string>;
}
