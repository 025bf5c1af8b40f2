import * as vscode from 'vscode';
import type { ConversationSession } from '../../../chat/conversation/conversationSession.js';
import type { ProviderStatus } from '../../../models/providerStatus.js';
import type { StoredJob } from '../../../storage/api/chatHistory.js';
import type { ActionId, ProblemViewMessage } from '../../protocol/problems.js';
import type { MessageHandlers } from '../connection/messageHandlers.js';

/** The chat beside which the buttons stand. */
export interface ActionTarget {
  /** The conversation on screen. */
  readonly session: ConversationSession;
  newChat(): Promise<void>;
  /** Sends the view everything anew. */
  refresh(): Promise<void>;
}

export interface ActionDependencies {
  readonly provider: ProviderStatus;
  /** What the background provider did for a conversation. */
  readonly jobs: (conversationId: string) => Promise<readonly StoredJob[]>;
}

/** Does what the buttons beside problems and notices ask for. */
export function actionHandlers(
  target: ActionTarget,
  dependencies: ActionDependencies,
): MessageHandlers<ProblemViewMessage> {
  return { action: ({ action, messageId }) => runViewAction(action, messageId, target, dependencies) };
}

/** @param messageId beside which message the button stood; `null` outside of all. */
async function runViewAction(
  action: ActionId,
  messageId: string | null,
  target: ActionTarget,
  { provider, jobs }: ActionDependencies,
): Promise<void> {
  const { session } = target;
  const { executeCommand } = vscode.commands;
  switch (action) {
    case 'retry':
      if (messageId === null) return target.refresh();
      session.retry(messageId);
      return;
    case 'continue':
      if (messageId !== null) session.continueAnswer(messageId);
      return;
    case 'new-chat':
      return target.newChat();
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
    case 'open-output-limit':
      await executeCommand('workbench.action.openSettings', 'scout.parameters.maxOutputTokens');
      return;
    case 'open-background-settings':
      await executeCommand(
        'workbench.action.openSettings',
        `scout.${provider.current.background?.settingKey ?? 'background'}`,
      );
      return;
    case 'open-workspace-settings':
      await executeCommand('workbench.action.openWorkspaceSettings', 'scout.');
      return;
    case 'confirm-address':
      await provider.confirmAddresses();
      return;
    case 'connect-provider':
      await executeCommand('scout.connectProvider');
      return;
    case 'connect-local-server':
      await executeCommand('scout.connectLocalServer');
      return;
    case 'open-walkthrough':
      await executeCommand('workbench.action.openWalkthrough', 'scout.scout-chat#scout.firstSteps');
      return;
    case 'open-log':
      await executeCommand('scout.showLog');
      return;
    case 'reload-window':
      await executeCommand('workbench.action.reloadWindow');
      return;
  }
}
