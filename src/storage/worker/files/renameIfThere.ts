import { codeOf, type Files } from './files.js';

/**
 * Gives a file another name, and replaces a file of that name. Another window may have been faster, or the system may refuse.
 *
 * @returns whether it was renamed.
 */
export function renameIfThere(files: Files, from: string, to: string): boolean {
  try {
    files.rename(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === '') throw error;
    return false;
  }
}
