import { BackgroundJobs } from '../jobs/backgroundJobs.js';
import { Conversations } from '../chat/conversation/conversations.js';
import type { ConversationSession } from '../chat/conversation/conversationSession.js';
import { isCancellation, ScoutError } from '../core/errors.js';
import type { Logger } from '../core/logger.js';
import type { TaskRegistry } from '../core/taskRegistry.js';
import type { LastUsedSelection } from '../models/lastUsedSelection.js';
import type { ProviderStatus } from '../models/providerStatus.js';
import type { ProviderManager } from '../providers/providerManager.js';
import type { StoredMessage } from '../storage/api/chatHistory.js';
import { isSameTarget } from '../privacy/sendGate.js';
import type { Storage } from '../storage/host/storage.js';
import { ConfiguredJobModelResolver } from '../vscode/models/configuredJobModelResolver.js';
import { ConfiguredModelResolver } from '../vscode/models/configuredModelResolver.js';
import type { Privacy } from './createPrivacy.js';
import { sendableTitleSubject } from './sendableTitleSubject.js';
import { sendTargetOf } from '../vscode/models/sendTargetOf.js';

export interface ConversationsDependencies {
  readonly storage: Storage;
  readonly manager: ProviderManager;
  readonly tasks: TaskRegistry;
  readonly provider: ProviderStatus;
  readonly lastUsed: LastUsedSelection;
  readonly logger: Logger;
  /** The folder the window shows, as a URI. */
  readonly workspace: string | null;
  readonly privacy: Privacy;
}

/** Conversations, with a background job that gives each one its title. */
export function createConversations(dependencies: ConversationsDependencies): Conversations {
  const { storage, manager, tasks, provider, lastUsed, logger, workspace } = dependencies;
  const models = new ConfiguredJobModelResolver(manager);
  const jobs = new BackgroundJobs({
    history: storage.history,
    models,
    tasks,
    logger: logger.child('background'),
    onRecorded: (conversationId) => conversations.notifyChanged(conversationId),
  });
  const { gate } = dependencies.privacy;
  const title = async (session: ConversationSession, branch: readonly StoredMessage[]): Promise<void> => {
    const ref = models.resolve();
    const target = sendTargetOf(ref?.endpoint);
    if (ref === undefined || target === undefined) return;
    const said = await sendableTitleSubject(session.id, branch, target, gate);
    if (said === undefined) return;
    const before = session.conversation?.title ?? '';
    await jobs.title({
      conversationId: session.id,
      ref,
      isAllowed: () => isSameTarget(target, sendTargetOf(ref.endpoint)),
      ...said,
      title: before,
      rename: (proposed) => {
        if (session.conversation?.title === before) session.rename(proposed);
      },
    });
  };
  const conversations = new Conversations({
    history: storage.history,
    unsavable: storage.unsavable,
    models: new ConfiguredModelResolver(manager, provider),
    lastUsed,
    logger: logger.child('chat'),
    tasks,
    workspace,
    policy: dependencies.privacy.policy,
    onFirstAnswer: (session, branch) =>
      void title(session, branch).catch((error: unknown) => {
        if (isCancellation(error)) return;
        const isRefused = error instanceof ScoutError && error.code === 'local-only';
        if (isRefused) logger.info('A chat keeps its first words as its title: a rule keeps what it is about local');
        else logger.error('Could not propose a title', error);
      }),
  });
  return conversations;
}
