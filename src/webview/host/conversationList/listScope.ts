import { isListed } from '../../../chat/list/conversationList.js';
import type { Conversation, ConversationFilter } from '../../../storage/api/chatHistory.js';
import type { ListScope } from '../../protocol/conversationList.js';

/** What a scope shows. @param workspace the folder the window shows, as a URI; without one the scope `workspace` shows all. */
export function filterOf(scope: Exclude<ListScope, 'deleted'>, workspace: string | null): ConversationFilter {
  if (scope === 'archived') return { archived: true };
  return scope === 'workspace' && workspace !== null ? { workspace } : {};
}

/** Whether an entry is in the list of this scope. */
export function isInScope(entry: Conversation, scope: ListScope, workspace: string | null): boolean {
  return scope === 'deleted' ? entry.deletedAt !== null : isListed(entry, filterOf(scope, workspace));
}
