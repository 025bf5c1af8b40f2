import * as vscode from 'vscode';
import type { AttachmentPart } from '../../core/message.js';
import { formatBytes } from '../../core/text/formatBytes.js';
import { labelOf } from '../../core/text/labelOf.js';
import { uuidv7 } from '../../core/uuid.js';
import { maximumInstructionsOfAll, maximumInstructionsText } from '../../prompts/limits.js';
import type { FoundInstructions } from './readInstructions.js';

/** Less than this of a file says nothing. In UTF-16 code units. */
const fewestCharacters = 1_000;

/** What is kept of a text for which the end of a line is sought, as a part of what could be. */
const shortestCut = 0.75;

/** Instructions as attachments, in their order, within the limits: what is cut off or left out is said in the notes. */
export function instructionParts(found: readonly FoundInstructions[]): readonly AttachmentPart[] {
  let left = maximumInstructionsOfAll;
  const parts = found.flatMap((instructions) => {
    const whole = instructions.file.text;
    if (whole.length > left && left < fewestCharacters) return [];
    const text = shortened(whole, Math.min(left, maximumInstructionsText));
    left -= text.length;
    return [partOf(instructions, text)];
  });
  const last = parts.at(-1);
  const missing = found.length - parts.length;
  if (last === undefined || missing === 0) return parts;
  const note = vscode.l10n.t('files left out for their size: {0}', missing);
  return [...parts.slice(0, -1), { ...last, note: last.note === undefined ? note : `${last.note}, ${note}` }];
}

function partOf({ uri, folder, path, bytes, file, isDamaged }: FoundInstructions, text: string): AttachmentPart {
  const severalFolders = (vscode.workspace.workspaceFolders?.length ?? 0) > 1;
  const sizes = [formatBytes(Buffer.byteLength(text)), formatBytes(bytes)] as const;
  const isCut = text.length < file.text.length;
  const notes = [
    ...(isCut ? [vscode.l10n.t('only the first {0} of {1}', ...sizes)] : []),
    ...(isDamaged ? [vscode.l10n.t('some characters could not be read')] : []),
  ];
  return {
    type: 'attachment',
    id: uuidv7(),
    kind: 'instructions',
    label: labelOf(severalFolders ? `${folder.name}/${path}` : path, 300),
    mediaType: 'text/markdown',
    text,
    uri: uri.toString(),
    languageId: 'markdown',
    bytes,
    capturedAt: Date.now(),
    ...(isCut ? { isCut } : {}),
    ...(notes.length === 0 ? {} : { note: notes.join(', ') }),
  };
}

/** At most so many code units, cut at the end of a line where there is one nearby, and never within a character. */
function shortened(text: string, maximum: number): string {
  if (text.length <= maximum) return text;
  const cut = text.slice(0, Math.max(maximum, 0));
  const line = cut.lastIndexOf('\n');
  return line > maximum * shortestCut ? cut.slice(0, line) : cut.replace(/[\ud800-\udbff]$/u, '');
}
