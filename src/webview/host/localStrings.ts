import type { StringKey } from '../protocol/strings.js';
import { attachmentStrings } from './attachments/attachmentStrings.js';
import { chatStrings } from './chat/chatStrings.js';
import { codeStrings } from './code/codeStrings.js';
import { contentStrings } from './chat/contentStrings.js';
import { listStrings } from './conversationList/listStrings.js';
import { searchStrings } from './conversationList/searchStrings.js';

/** The strings of the chat view in the language of the editor. A forgotten one does not compile. */
export function localStrings(): Record<StringKey, string> {
  return {
    ...chatStrings(),
    ...attachmentStrings(),
    ...codeStrings(),
    ...contentStrings(),
    ...listStrings(),
    ...searchStrings(),
  };
}
