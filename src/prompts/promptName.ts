import { labelOf } from '../core/text/labelOf.js';
import { maximumNameLength } from './limits.js';

/** What ends the name of a prompt file. */
export const promptFileEnd = '.prompt.md';

/**
 * What is typed behind the slash for a prompt that is called so: letters, digits and `. _ : -` of any script, in the case they have;
 * blanks become hyphens. Empty where nothing is left.
 */
export function commandName(title: string): string {
  return labelOf(title, 4 * maximumNameLength)
    .normalize('NFC')
    .replace(/\s+/gu, '-')
    .replace(/[^\p{L}\p{M}\p{N}._:-]+/gu, '')
    .replace(/^[-.:]+/u, '')
    .slice(0, maximumNameLength)
    .replace(/[-.:\p{Cs}]+$/u, '');
}

/** The name of a new file for it: what no operating system can have in one is replaced. Empty where nothing is left. */
export function fileName(title: string): string {
  const name = commandName(title).replaceAll(':', '-');
  // Windows keeps these for devices, whatever follows behind a dot.
  return /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu.test(name) ? `prompt-${name}` : name;
}

/** The same name for commands that differ in case only: nobody should have to remember it. */
export function nameKey(name: string): string {
  return name.toLowerCase();
}
