import * as vscode from 'vscode';
import type { DisposableStore } from '../core/disposables.js';
import { Lazy } from '../core/lazy.js';
import type { Logger } from '../core/logger.js';
import type { TaskRegistry } from '../core/taskRegistry.js';
import type { AttachedTree } from '../vscode/context/attachedTree.js';
import { showError } from '../vscode/ui/showError.js';
import type { Features } from './features.js';

/** The id of the view, as package.json names it. */
export const attachedTreeId = 'scout.attachedView';

/** What is attached to the chat in use, as a list that takes drops without Shift. Nothing of it is imported before it is shown, or dropped on. */
export function registerAttachedTree(
  store: DisposableStore,
  { chat }: Pick<Features, 'chat'>,
  tasks: TaskRegistry,
  logger: Logger,
  showLog: () => void,
): Lazy<AttachedTree> {
  const changed = new vscode.EventEmitter<void>();
  const tree: Lazy<AttachedTree> = new Lazy(async () => {
    const { attachments, views, onShownChanged } = await chat.get();
    const { AttachedTree } = await import('../vscode/context/attachedTree.js');
    return store.add(
      new AttachedTree({
        source: attachments.context.source,
        drafts: attachments.drafts,
        chatInUse: () => views.sessionOf(undefined)?.id,
        onChatInUseChanged: onShownChanged,
        showChat: () => views.showBeside(),
        open: (part, conversationId) => attachments.viewer.open(part, conversationId),
        selected: () => view.selection,
        onChanged: () => changed.fire(),
        tasks,
      }),
    );
  });
  store.add(changed);
  const view = vscode.window.createTreeView<string>(attachedTreeId, {
    canSelectMany: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: async (id) => (id === undefined ? (await tree.get()).ids() : []),
      getTreeItem: async (id) => (await tree.get()).item(id),
    },
    dragAndDropController: {
      dragMimeTypes: [],
      dropMimeTypes: ['text/uri-list', 'files'],
      handleDrop: (_target, data) => take(tree, data, logger, showLog),
    },
  });
  store.add(view);
  return tree;
}

/** The editor would say nothing of a failure. */
async function take(
  tree: Lazy<AttachedTree>,
  data: vscode.DataTransfer,
  logger: Logger,
  showLog: () => void,
): Promise<void> {
  try {
    await (await tree.get()).take(data);
  } catch (error) {
    logger.error('Could not attach what was dropped', error);
    await showError(error, showLog);
  }
}
