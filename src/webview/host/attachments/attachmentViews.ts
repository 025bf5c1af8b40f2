import * as vscode from 'vscode';
import type { AttachmentCandidate } from '../../../attachments/attachmentSource.js';
import type { AttachmentKind, AttachmentPart, MessagePart } from '../../../core/message.js';
import { attachmentTokens } from '../../../attachments/tokenEstimate.js';
import { maximumLabelLength } from '../../../attachments/limits.js';
import { singleLine } from '../../../core/text/singleLine.js';
import type { AttachmentView, OfferedAttachmentView } from '../../protocol/attachments.js';
import type { AttachmentMarks } from './attachmentPorts.js';
import { chipLabels } from './chipLabels.js';

/** What a browser shows without running anything. */
const shownImage = /^image\/(?:png|jpe?g|gif|webp)$/iu;

const kindsOfOneFile: ReadonlySet<AttachmentKind> = new Set([
  'file',
  'selection',
  'symbol',
  'image',
  'pdf',
  'folder',
  'instructions',
]);

/** Nothing is known against it. */
export const noMarks: AttachmentMarks = { changed: '', warnings: [] };

/** What the user attached to a message, as it is shown under it. */
export function messageAttachments(parts: readonly MessagePart[]): readonly AttachmentView[] {
  const attachments = parts.filter((part) => part.type === 'attachment');
  const labels = chipLabels(attachments);
  return attachments.map((part, index) => attachmentView(part, labels[index]!));
}

/** An attachment as it is shown, without its content. @param label what its chip is called */
export function attachmentView(
  part: AttachmentPart,
  label: string,
  { changed, warnings }: AttachmentMarks = noMarks,
): AttachmentView {
  const tokens = attachmentTokens(part);
  return {
    id: part.id,
    kind: part.kind,
    label: nameOf(part.kind, label),
    range: part.range === undefined ? '' : rangeText(part.range.start, part.range.end),
    tokens: tokens === undefined ? '' : `~${compact(tokens)}`,
    details: detailsOf(part, tokens),
    imageSize: isShownImage(part) ? bytesOf(part.data!) : 0,
    changed,
    warnings,
  };
}

/** What is in use in the editor, as it is offered. @param label what its chip is called */
export function offeredView(
  { id, kind, description }: AttachmentCandidate,
  label: string,
  isAutomatic: boolean,
): OfferedAttachmentView {
  return { candidateId: id, kind, label, description: lineOf(description), isAutomatic };
}

/** Whether it is an image that a browser may show. */
export function isShownImage({ kind, data = '', mediaType }: AttachmentPart): boolean {
  return kind === 'image' && data !== '' && shownImage.test(mediaType);
}

/** What it is called; of what came by itself it says what it is. */
function nameOf(kind: AttachmentKind, label: string): string {
  const name = label || kindText(kind);
  return kind === 'instructions' ? vscode.l10n.t('{0} · instructions', name) : name;
}

function detailsOf(part: AttachmentPart, tokens: number | undefined): string {
  const { t } = vscode.l10n;
  const lines = [
    [kindText(part.kind), part.bytes > 0 ? sizeText(part.bytes) : ''].filter((fact) => fact !== '').join(' · '),
    placeText(part.uri),
    ...linkTargets(part).map((target) => t('Link to {0}', placeText(target))),
    tokens === undefined ? '' : t('About {0} tokens', tokens.toLocaleString(vscode.env.language)),
    part.note ?? '',
  ];
  return lines.filter((line) => line !== '').join('\n');
}

/** Where a link led to by which a file was read: what else has sources is of no file, or of several. */
function linkTargets({ kind, uri, sources = [] }: AttachmentPart): readonly string[] {
  return kindsOfOneFile.has(kind) && uri !== undefined ? sources.filter((source) => source !== uri) : [];
}

/** Where it came from, as people know it: a path in the workspace, an address. */
function placeText(uri: string | undefined): string {
  if (uri === undefined) return '';
  try {
    const parsed = vscode.Uri.parse(uri, true);
    return /^https?$/u.test(parsed.scheme) ? lineOf(uri) : lineOf(vscode.workspace.asRelativePath(parsed));
  } catch {
    return lineOf(uri);
  }
}

/** A name as others gave it, on one line. */
export function lineOf(text: string): string {
  return singleLine(text, maximumLabelLength);
}

/** Lines, both ends included. */
function rangeText(start: number, end: number): string {
  return start === end ? String(start) : `${start}–${end}`;
}

function compact(count: number): string {
  const format = new Intl.NumberFormat(vscode.env.language, { notation: 'compact', maximumSignificantDigits: 2 });
  return format.format(count);
}

function sizeText(bytes: number): string {
  const [amount, unit] =
    bytes < 1_000 ? [bytes, 'byte'] : bytes < 1_000_000 ? [bytes / 1_000, 'kilobyte'] : [bytes / 1_000_000, 'megabyte'];
  const format = new Intl.NumberFormat(vscode.env.language, { style: 'unit', unit, maximumFractionDigits: 1 });
  return format.format(amount);
}

/** @param data base64 */
function bytesOf(data: string): number {
  return Math.floor((data.length * 3) / 4);
}

function kindText(kind: AttachmentKind): string {
  const { t } = vscode.l10n;
  const texts: Record<AttachmentKind, string> = {
    file: t('File'),
    selection: t('Selection'),
    folder: t('Folder'),
    problems: t('Problems'),
    terminal: t('Terminal'),
    diff: t('Changes'),
    symbol: t('Symbol'),
    page: t('Web page'),
    image: t('Image'),
    pdf: t('PDF'),
    chat: t('Chat'),
    text: t('Text'),
    instructions: t('Instructions'),
  };
  return texts[kind];
}
