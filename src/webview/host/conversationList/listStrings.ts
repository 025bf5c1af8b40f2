import * as vscode from 'vscode';
import type { ListStringKey } from '../../protocol/strings.js';

/** The strings of the list of conversations. */
export function listStrings(): Record<ListStringKey, string> {
  const { t } = vscode.l10n;
  return {
    conversations: t('Conversations'),
    conversationsArchivedEmpty: t('Nothing is archived'),
    conversationsDeletedEmpty: t('Nothing was deleted in the last ten minutes'),
    conversationsEmpty: t('No conversations yet'),
    conversationsHide: t('Hide the conversations'),
    conversationsShow: t('Show the conversations'),
    conversationsUnreadable: t('The conversations cannot be read.'),
    conversationsWorkspaceEmpty: t('No conversations in this workspace yet'),
    groupMonth: t('Previous 30 days'),
    groupPinned: t('Pinned'),
    groupToday: t('Today'),
    groupWeek: t('Previous 7 days'),
    groupYesterday: t('Yesterday'),
    listActions: t('More actions'),
    listArchive: t('Archive'),
    listArchived: t('Archived'),
    listBroughtBack: t('Brought back'),
    listDelete: t('Delete'),
    listDeleted: t('Deleted: {0}'),
    listDeletedMany: t('Deleted {0} conversations'),
    listEditTags: t('Edit Tags…'),
    listExport: t('Export…'),
    listPin: t('Pin'),
    listRename: t('Rename'),
    listRestore: t('Restore'),
    listScope: t('Which conversations are shown'),
    listScopeAll: t('All workspaces'),
    listScopeArchived: t('Archived'),
    listScopeDeleted: t('Recently deleted'),
    listScopeWorkspace: t('This workspace'),
    listSelect: t('Select'),
    listSelectAll: t('Select all'),
    listSelected: t('{0} selected'),
    listSelectEnd: t('Stop selecting'),
    listTitle: t('Title'),
    listUnarchive: t('Unarchive'),
    listUndo: t('Undo'),
    listUnpin: t('Unpin'),
  };
}
