import { applyCode } from './applyCode.js';
import { applyHunks, refused } from './applyHunks.js';
import type { ApplyResult, FileChange, Hunk } from './change.js';
import { createdText } from './hunkEdits.js';
import { isMark } from './marks.js';

/** Larger files, in characters, are not compared with anything. */
const maximalLength = 20_000_000;

/**
 * The file with the change, or why not. Nothing is guessed: what fits in several places, or not well enough, is refused. Never throws.
 * `delete` gives an empty text, once the file is what the block says it is; whoever calls it removes the file, and renames it after `rename`.
 * @param original the whole text; `undefined` if there is no such file
 */
export function applyChange(original: string | undefined, { action, content }: FileChange): ApplyResult {
  if ((original?.length ?? 0) > maximalLength) return refused('tooLarge');
  if (content.form === 'code') return applyCode(original, content);
  const { hunks, form } = content;
  if (form === 'diff' && content.isBinary) return refused('binary');
  if (action === 'create') return createFile(original, hunks, form);
  if (original === undefined) return refused('missingFile');
  if (hunks.length > 0) {
    const result = applyHunks(original, hunks, form);
    if (action !== 'delete' || result.kind === 'refused') return result;
    // A diff that deletes a file has all of it.
    return result.text.replace(/^\uFEFF/, '') === '' ? { ...result, text: '' } : refused('noMatch', [1]);
  }
  const unchanged = { kind: 'applied', method: form, exactness: 1, doubts: [] } as const;
  if (action === 'delete') return { ...unchanged, text: '' };
  if (action === 'rename') return { ...unchanged, text: original };
  return refused('malformed');
}

function createFile(
  original: string | undefined,
  hunks: readonly Hunk[],
  method: 'diff' | 'searchReplace',
): ApplyResult {
  const [hunk, ...others] = hunks;
  if (others.length > 0) return refused('malformed', [], others[0]?.blockLine);
  const text = hunk === undefined ? '' : createdText({ hunk });
  if (text === undefined) return refused('malformed', [], hunk?.blockLine);
  if (hunk?.lines.some(({ text: line }) => isMark(line)) === true) return refused('marks', [], hunk.blockLine);
  if (original === text && original !== '') return refused('alreadyApplied');
  if (original !== undefined && original !== '') return refused('fileExists');
  return { kind: 'applied', text, method, exactness: 1, doubts: [] };
}
