import { codeOf, type Files } from './files.js';

/**
 * Removes a file nobody needs. Another window may have been faster, or the system may refuse: what stays is tried again
 * with the next checkpoint.
 *
 * @returns whether it was removed.
 */
export function removeIfThere(files: Files, file: string): boolean {
  try {
    files.remove(file);
    return true;
  } catch (error) {
    if (codeOf(error) === '') throw error;
    return false;
  }
}
