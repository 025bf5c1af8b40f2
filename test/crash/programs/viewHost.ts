/**
 * The host's half of one chat view in a process of its own, over real storage: its page writes messages on standard input, and
 * reads the host's on standard output, a line each. Every question is answered at once.
 */
import { noSecrets } from '../../support/noSecrets.js';
import type * as vscode from 'vscode';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Conversations } from '../../../src/chat/conversation/conversations.js';
import { silentLogger } from '../../../src/core/logger.js';
import { TaskRegistry } from '../../../src/core/taskRegistry.js';
import { Drafts } from '../../../src/profile/drafts.js';
import { LastShownConversations } from '../../../src/profile/lastShownConversations.js';
import { StoredDraftAttachments } from '../../../src/profile/storedDraftAttachments.js';
import { ReadRetirements } from '../../../src/profile/readRetirements.js';
import { PlainTextChats } from '../../../src/profile/plainTextChats.js';
import { LocalUserPreferences } from '../../../src/profile/localUserPreferences.js';
import { createStorage } from '../../../src/storage/host/storage.js';
import { InstructedAttachments } from '../../../src/webview/host/attachments/instructedAttachments.js';
import { QuestionContent } from '../../../src/webview/host/chat/questionContent.js';
import { QuestionQueue } from '../../../src/webview/host/chat/questionQueue.js';
import { ChatView } from '../../../src/webview/host/chatView.js';
import { attachmentOf, attachmentTexts, noInstructions } from '../delivery/deliveryAttachments.js';
import { attachmentsInMemory, emptySource } from '../../support/attachmentDoubles.js';
import { openGate, openPolicy } from '../../support/openGate.js';
import { says, ScriptedModels } from '../../support/scriptedModels.js';
import { SettableProviderStatus } from '../../support/settableProviderStatus.js';
import type { ViewHostOptions } from '../delivery/viewHostOptions.js';
import { lastUsedInMemory } from '../../support/lastUsedInMemory.js';

const { directory, workerFile, sqlJsDirectory, remembered } = JSON.parse(process.argv[2]!) as ViewHostOptions;
const storage = createStorage({ directory, workerFile, sqlJsDirectory, logger: silentLogger });
const preferences = new LocalUserPreferences(storage.users, 'ada', silentLogger);
const conversations = new Conversations({
  lastUsed: lastUsedInMemory(),
  history: storage.history,
  unsavable: storage.unsavable,
  models: new ScriptedModels(says('Yes.')),
  logger: silentLogger,
  tasks: new TaskRegistry(silentLogger),
  workspace: null,
  policy: openPolicy,
  onFirstAnswer: () => undefined,
});
const attachments = new InstructedAttachments({
  stored: new StoredDraftAttachments(path.join(directory, 'draft-attachments'), attachmentTexts, silentLogger),
  instructions: noInstructions,
  removed: { has: () => false, add: () => Promise.resolve() },
  chatOf: () => undefined,
  logger: silentLogger,
});
let listener: (message: unknown) => void = () => undefined;
const webview = {
  postMessage: (message: unknown) => {
    process.stdout.write(`${JSON.stringify(message)}\n`);
    return Promise.resolve(true);
  },
  onDidReceiveMessage: (added: (message: unknown) => void) => {
    listener = added;
    return { dispose: () => undefined };
  },
} as unknown as vscode.Webview;

new ChatView(
  webview,
  {
    conversations,
    questions: new QuestionQueue(
      conversations,
      new QuestionContent({
        attachments,
        gate: openGate,
        targetOf: () => ({ id: 'a', name: 'A', baseUrl: undefined }),
        modelOf: () => ({ model: 'm', inputs: {} }),
        logger: silentLogger,
      }),
      () => Promise.resolve(),
    ),
    attachments: {
      ...attachmentsInMemory(),
      drafts: attachments,
      source: { ...emptySource, capture: (id) => Promise.resolve([attachmentOf(id)]) },
    },
    secrets: noSecrets,
    drafts: new Drafts(preferences, silentLogger),
    lastShown: new LastShownConversations(preferences),
    plainTextChats: new PlainTextChats(preferences),
    retirements: new ReadRetirements(preferences, () => undefined),
    provider: new SettableProviderStatus(),
    history: storage.history,
    unsavable: storage.unsavable,
    pictures: { open: () => Promise.resolve(), save: () => Promise.resolve() },
    code: { run: () => Promise.resolve(), applyAll: () => Promise.resolve() },
    workspace: null,
    jobs: () => Promise.resolve([]),
    storageProblem: () => undefined,
    onStorageProblemChanged: () => ({ dispose: () => undefined }),
    logger: silentLogger,
  },
  undefined,
  remembered,
  () => undefined,
);
createInterface({ input: process.stdin })
  .on('line', (line) => listener(JSON.parse(line)))
  .on('close', () => process.exit(0));
