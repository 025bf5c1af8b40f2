import { imageTokens, textTokens } from '../../attachments/tokenEstimate.js';
import type { SendablePart } from '../../core/message.js';

/** About how many tokens a part of a request is; `undefined` for what nobody can estimate, such as a PDF. */
export function partTokens(part: SendablePart): number | undefined {
  if ('text' in part) return textTokens(part.text);
  return part.type === 'file' && part.mediaType.startsWith('image/') ? imageTokens : undefined;
}
