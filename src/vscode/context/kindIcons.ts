import type { AttachmentKind } from '../../core/message.js';

/** The editor's icon before the name of an attachment, or of what can be attached. */
export const kindIcons: Readonly<Record<AttachmentKind, string>> = {
  file: 'file',
  selection: 'selection',
  folder: 'folder',
  problems: 'warning',
  terminal: 'terminal',
  diff: 'diff',
  symbol: 'symbol-method',
  page: 'globe',
  image: 'file-media',
  pdf: 'file-pdf',
  chat: 'comment-discussion',
  text: 'clippy',
  instructions: 'book',
};
