import { attachmentKinds, type AttachmentKind, type AttachmentPart, type LineRange } from './message.js';

/**
 * An attachment as its type promises, whatever was stored; a sound one is the same object. Fields that are not sound are left out;
 * `undefined` when nothing can be shown of it.
 */
export function soundAttachment(part: Readonly<Record<string, unknown>>): AttachmentPart | undefined {
  const unsound = Object.keys(part).filter((name) => fields[name]?.(part[name]) !== true);
  const sound = Object.fromEntries(Object.entries(part).filter(([name]) => !unsound.includes(name)));
  const { id, text, data } = sound;
  if (typeof id !== 'string' || (text === undefined && data === undefined)) return undefined;
  if (unsound.length === 0 && required.every((name) => name in part)) return part as unknown as AttachmentPart;
  return { ...substitutes, ...sound } as unknown as AttachmentPart;
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isRange(value: unknown): value is LineRange {
  if (typeof value !== 'object' || value === null) return false;
  const { start, end } = value as Partial<LineRange>;
  return isCount(start) && isCount(end) && start! <= end!;
}

/** What would be carried out, or hold the content itself, if it were opened: no place from which anything is attached. */
const noPlace = /^(?:about|blob|command|data|javascript|vbscript|vscode|vscode-insiders|code-oss):/iu;

/** Not by white space or control characters in front of it either. */
function isPlace(value: unknown): value is string {
  return isString(value) && !noPlace.test(value.replace(/[\s\p{Cc}]/gu, ''));
}

const substitutes = {
  type: 'attachment',
  kind: 'text',
  label: '',
  mediaType: 'text/plain',
  bytes: 0,
  capturedAt: 0,
} satisfies Partial<AttachmentPart>;
const required = Object.keys({ ...substitutes, id: '' });

const fields: Readonly<Record<string, (value: unknown) => boolean>> = {
  type: (value) => value === 'attachment',
  id: isString,
  kind: (value) => attachmentKinds.includes(value as AttachmentKind),
  label: isString,
  mediaType: isString,
  text: isString,
  data: isString,
  uri: isPlace,
  range: isRange,
  sources: (value) => Array.isArray(value) && value.every(isPlace),
  languageId: isString,
  bytes: isCount,
  capturedAt: Number.isFinite,
  isCut: (value) => typeof value === 'boolean',
  note: isString,
};
