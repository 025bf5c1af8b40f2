import * as vscode from 'vscode';
import type { ConversationSession } from '../../../chat/conversation/conversationSession.js';
import type { StoredJob } from '../../../storage/api/chatHistory.js';
import type { ActionId } from '../../protocol/protocol.js';
import type { ProviderStatus } from '../../../models/providerStatus.js';

export interface ViewActionsDependencies {
  readonly provider: ProviderStatus;
  readonly jobs: (conversationId: string) => Promise<readonly StoredJob[]>;
  readonly newChat: () => Promise<void>;
  /** Tells the view everything anew. */
  readonly refresh: () => Promise<void>;
}

/**
 * Does what a button in the view asks for.
 *
 * @param messageId beside which message it stood; `null` outside of all.
 */
export async function runViewAction(
  action: ActionId,
  messageId: string | null,
  session: ConversationSession,
  { provider, jobs, newChat, refresh }: ViewActionsDependencies,
): Promise<void> {
  const { executeCommand } = vscode.commands;
  switch (action) {
    case 'retry':
      if (messageId === null) return refresh();
      session.retry(messageId);
      return;
    case 'continue':
      if (messageId !== null) session.continueAnswer(messageId);
      return;
    case 'new-chat':
      return newChat();
    case 'undo-title': {
      const job = (await jobs(session.id)).findLast(({ after }) => after === session.conversation?.title);
      if (job !== undefined) session.rename(job.before);
      return;
    }
    case 'set-key': {
      const asked = session.branch.find((message) => message.id === messageId)?.provider;
      await executeCommand('scout.setApiKey', asked ?? provider.current.providerId);
      return;
    }
    case 'choose-model':
      await executeCommand('scout.chooseModel');
      return;
    case 'choose-provider':
      await executeCommand('scout.chooseProvider');
      return;
    case 'open-settings':
      await executeCommand('workbench.action.openSettings', `scout.${provider.current.settingKey}`);
      return;
    case 'open-log':
      await executeCommand('scout.showLog');
      return;
    case 'reload-window':
      await executeCommand('workbench.action.reloadWindow');
      return;
  }
}
