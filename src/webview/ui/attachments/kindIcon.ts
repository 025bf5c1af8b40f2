import type { AttachmentViewKind } from '../../protocol/attachments.js';
import type { IconName } from '../common/Icon.js';

/** The picture before the name of an attachment, or of a row of completions. */
export const kindIcon: Readonly<Record<AttachmentViewKind | 'prompt', IconName>> = {
  file: 'file',
  selection: 'code',
  folder: 'folder',
  problems: 'warning',
  terminal: 'terminal',
  diff: 'diff',
  symbol: 'symbol',
  page: 'globe',
  image: 'image',
  pdf: 'pdf',
  chat: 'chat',
  text: 'text',
  instructions: 'book',
  prompt: 'slash',
};
