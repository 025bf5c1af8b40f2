import * as vscode from 'vscode';
import { ScoutError } from '../../../core/errors.js';
import { formatBytes } from '../../../core/text/formatBytes.js';
import { labelOf } from '../../../core/text/labelOf.js';

/** @param most what can be attached, in bytes */
export function tooLarge(name: string, bytes: number, most: number): ScoutError {
  const text = vscode.l10n.t(
    '“{0}” is too large: {1}, where {2} can be attached. Nothing was attached.',
    labelOf(name),
    formatBytes(bytes),
    formatBytes(most),
  );
  return new ScoutError('unsupported-input', text);
}
