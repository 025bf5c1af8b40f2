import * as vscode from 'vscode';
import type { ConversationSession } from '../../../chat/conversation/conversationSession.js';
import { addressSettingOf, type ProviderStatus, type TargetStatus } from '../../../models/providerStatus.js';
import type { StoredJob, StoredMessage } from '../../../storage/api/chatHistory.js';
import { ScoutError } from '../../../core/errors.js';
import type { UnsavableStore } from '../../../storage/api/unsavable.js';
import type { ActionId, ProblemViewMessage } from '../../protocol/problems.js';
import type { ChatStatus } from '../chat/chatStatus.js';
import type { MessageHandlers } from '../connection/messageHandlers.js';
import { isKnownSetting, openSettings } from './openSettings.js';

/** The chat beside which the buttons stand. */
export interface ActionTarget {
  /** The conversation on screen. */
  readonly session: ConversationSession;
  /** What stands above the conversation. */
  readonly status: Pick<ChatStatus, 'clearProblem' | 'post' | 'dismissNotice' | 'dismissProblem'>;
  newChat(): Promise<void>;
  /** Takes off what is attached to the question and may not be sent. */
  removeRefused(): Promise<void>;
  /** Sends the view everything anew. */
  refresh(): Promise<void>;
}

export interface ActionDependencies {
  readonly provider: ProviderStatus;
  /** What the background provider did for a conversation. */
  readonly jobs: (conversationId: string) => Promise<readonly StoredJob[]>;
  /** Where messages are that could not be saved as they are. */
  readonly unsavable: Pick<UnsavableStore, 'fileOf'>;
}

/** Does what the buttons beside problems and notices ask for. */
export function actionHandlers(
  target: ActionTarget,
  dependencies: ActionDependencies,
): MessageHandlers<ProblemViewMessage> {
  return {
    action: async ({ action, messageId }) => {
      if (isChatCommand(action)) {
        await vscode.commands.executeCommand(chatCommands[action], target.session.id);
        return;
      }
      if (!isCommand(action)) return runViewAction(action, messageId, target, dependencies);
      const [command, ...parameters]: readonly [string, ...string[]] = commands[action];
      await vscode.commands.executeCommand(command, ...parameters);
    },
  };
}

/** Buttons that are commands, wherever they stand. */
const commands = {
  'open-walkthrough': ['workbench.action.openWalkthrough', 'scout.scout-chat#scout.firstSteps'],
  'open-workspace-settings': ['workbench.action.openWorkspaceSettings', 'scout.'],
  'open-log': ['scout.showLog'],
  'reload-window': ['workbench.action.reloadWindow'],
} satisfies Partial<Record<ActionId, [command: string, ...parameters: string[]]>>;

type CommandAction = keyof typeof commands;

/** Those that change whom the chat asks beside which they stand; they take its id. */
const chatCommands = {
  'choose-model': 'scout.chooseModel',
  'choose-provider': 'scout.chooseProvider',
  'choose-effort': 'scout.chooseEffort',
  'choose-parameters': 'scout.chooseParameters',
  'connect-provider': 'scout.connectProvider',
  'connect-local-server': 'scout.connectLocalServer',
  'connect-vscode-models': 'scout.connectVscodeModels',
} as const satisfies Partial<Record<ActionId, string>>;

type ChatCommandAction = keyof typeof chatCommands;

function isChatCommand(action: ActionId): action is ChatCommandAction {
  return Object.hasOwn(chatCommands, action);
}

function isCommand(action: ActionId): action is CommandAction {
  return Object.hasOwn(commands, action);
}

/** @param messageId beside which message the button stood; `null` outside of all. */
async function runViewAction(
  action: Exclude<ActionId, CommandAction | ChatCommandAction>,
  messageId: string | null,
  target: ActionTarget,
  { provider, jobs, unsavable }: ActionDependencies,
): Promise<void> {
  const { session, status } = target;
  const message = session.branch.find(({ id }) => id === messageId);
  switch (action) {
    case 'retry':
      status.clearProblem();
      if (messageId === null) return target.refresh();
      session.retry(messageId);
      return;
    case 'continue':
      status.clearProblem();
      if (messageId !== null) session.continueAnswer(messageId);
      return;
    case 'new-chat':
      return target.newChat();
    case 'remove-attachments':
      return target.removeRefused();
    case 'undo-title': {
      const job = (await jobs(session.id)).findLast(({ after }) => after === session.conversation?.title);
      if (job !== undefined) session.rename(job.before);
      return;
    }
    case 'set-key': {
      const isSet = await vscode.commands.executeCommand<unknown>(
        'scout.setApiKey',
        message?.provider ?? provider.of(session.selection).providerId,
      );
      if (isSet === true && message !== undefined) askAgain(target.session, message);
      return;
    }
    case 'open-settings':
      return openSettings(...settingsOfAsked(message, provider.of(session.selection)));
    case 'open-background-settings':
      return openSettings(backgroundSettingOf(provider.of(session.selection)));
    case 'open-privacy-settings':
      return openSettings('scout.privacy.localOnly', 'scout.privacy.localHosts');
    case 'confirm-address':
      await provider.confirmAddresses();
      return;
    case 'show-unsaved':
      return showUnsaved(messageId === null ? undefined : await unsavable.fileOf(session.id, messageId));
    case 'dismiss-notice':
      return status.dismissNotice();
    case 'dismiss-problem':
      return status.dismissProblem();
  }
}

async function showUnsaved(file: string | undefined): Promise<void> {
  if (file === undefined) throw new ScoutError('storage', 'The file with the whole message is gone.');
  await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(file));
}

/** Asks a question again whose answer failed, unless the conversation has gone on meanwhile. */
function askAgain(session: ConversationSession, answer: StoredMessage): void {
  if (session.turn === undefined && session.branch.at(-1)?.id === answer.id) session.retry(answer.id);
}

/** The address of whoever was asked, which need not be who would be asked now. */
function settingsOfAsked(message: StoredMessage | undefined, status: TargetStatus): readonly [string, ...string[]] {
  const address = settingOfAsked(message, status);
  // A wrong account is refused like a wrong address.
  return address === addressSettingOf('openai')
    ? [address, 'scout.openai.organization', 'scout.openai.project']
    : [address];
}

function settingOfAsked(message: StoredMessage | undefined, { providerId, settingKey }: TargetStatus): string {
  if (message?.provider !== undefined && message.provider !== providerId) {
    const asked = addressSettingOf(message.provider);
    return isKnownSetting(asked) ? asked : addressSettingOf('endpoints');
  }
  return settingKey === '' ? 'scout.llm.provider' : addressSettingOf(settingKey);
}

function backgroundSettingOf({ background }: TargetStatus): string {
  return background === undefined ? 'scout.background.provider' : addressSettingOf(background.settingKey);
}
