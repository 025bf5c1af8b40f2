import * as vscode from 'vscode';
import type { ListStringKey } from '../../protocol/strings.js';

/** The strings of the list of conversations. */
export function listStrings(): Record<ListStringKey, string> {
  const { t } = vscode.l10n;
  return {
    conversations: t('Chats'),
    conversationsArchivedEmpty: t('No archived chats'),
    conversationsDeletedEmpty: t('No chats deleted in the last ten minutes'),
    conversationsEmpty: t('No chats yet'),
    conversationsHide: t('Hide Chats'),
    conversationsShow: t('Show Chats'),
    conversationsUnreadable: t('The chats could not be loaded.'),
    conversationsWorkspaceEmpty: t('No chats in this workspace yet'),
    groupMonth: t('Previous 30 days'),
    groupPinned: t('Pinned'),
    groupToday: t('Today'),
    groupWeek: t('Previous 7 days'),
    groupYesterday: t('Yesterday'),
    listActions: t('More Actions'),
    listArchive: t('Archive'),
    listArchived: t('Archived'),
    listBroughtBack: t('Restored'),
    listDelete: t('Delete'),
    listDeleted: t('Deleted: {0}'),
    listDeletedMany: t('Deleted {0} chats'),
    listEditTags: t('Edit Tags…'),
    listExport: t('Export…'),
    listPin: t('Pin'),
    listRename: t('Rename'),
    listRestore: t('Restore'),
    listScope: t('Filter Chats'),
    listScopeAll: t('All workspaces'),
    listScopeArchived: t('Archived'),
    listScopeDeleted: t('Recently deleted'),
    listScopeWorkspace: t('This workspace'),
    listSelect: t('Select'),
    listSelectAll: t('Select All'),
    listSelected: t('{0} selected'),
    listSelectEnd: t('Exit Selection'),
    listTitle: t('Title'),
    listUnarchive: t('Unarchive'),
    listUndo: t('Undo'),
    listUnpin: t('Unpin'),
  };
}
