import * as vscode from 'vscode';
import { formatBytes } from '../../core/text/formatBytes.js';
import { labelOf } from '../../core/text/labelOf.js';
import { maximumInstructionFiles } from '../../prompts/limits.js';
import { maximumFileBytes, type UnusedInstructions, type UnusedReason } from './readInstructions.js';

/** How many files are named. */
const maximumNames = 5;

/** Files that are not used, each with the reason; not empty. */
export function unusedText(unused: readonly UnusedInstructions[]): string {
  const names = unused.slice(0, maximumNames).map(({ path, reason }) => `${labelOf(path)} (${reasonText(reason)})`);
  const others = unused.length - names.length;
  return others === 0 ? names.join(', ') : vscode.l10n.t('{0} and {1} more', names.join(', '), others);
}

function reasonText(reason: UnusedReason): string {
  const { t } = vscode.l10n;
  switch (reason) {
    case 'too-large':
      return t('larger than {0}', formatBytes(maximumFileBytes));
    case 'not-text':
      return t('not a text file');
    case 'unreadable':
      return t('cannot be read');
    case 'outside':
      return t('a link that leads out of the workspace');
    case 'front-matter':
      return t('its front matter is not valid');
    case 'too-many':
      return t('only {0} files are used', maximumInstructionFiles);
  }
}
