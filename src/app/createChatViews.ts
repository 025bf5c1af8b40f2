import { LastShownConversations } from '../profile/lastShownConversations.js';
import { PlainTextChats } from '../profile/plainTextChats.js';
import type { PreferenceStore } from '../storage/api/users.js';
import { openPicture } from '../vscode/pictures/openPicture.js';
import { savePicture } from '../vscode/pictures/savePicture.js';
import { ChatViews, type ChatViewsDependencies } from '../webview/host/chatViews.js';
import { storageProblemView } from '../webview/host/problems/storageProblemView.js';
import type { ChatContext } from './chatApplication.js';
import type { Attachments } from './createAttachments.js';
import type { Privacy } from './createPrivacy.js';

interface ViewParts extends Pick<
  ChatViewsDependencies,
  'conversations' | 'questions' | 'drafts' | 'retirements' | 'code'
> {
  readonly onShown: () => void;
  readonly attachments: Attachments;
  readonly preferences: PreferenceStore;
  readonly privacy: Privacy;
}

export function createChatViews(
  { extensionUri, storage, provider, active, logger, workspace }: ChatContext,
  { conversations, questions, drafts, attachments, preferences, retirements, code, privacy, onShown }: ViewParts,
): ChatViews {
  return new ChatViews(extensionUri, {
    conversations,
    questions,
    attachments: attachments.views,
    secrets: privacy.restorer,
    drafts,
    lastShown: new LastShownConversations(preferences),
    plainTextChats: new PlainTextChats(preferences),
    retirements,
    provider,
    history: storage.history,
    unsavable: storage.unsavable,
    pictures: { open: openPicture, save: savePicture },
    code,
    workspace,
    jobs: (conversationId) => storage.history.jobs(conversationId),
    storageProblem: () => storageProblemView(storage.health),
    onStorageProblemChanged: (listener) => storage.onHealthChanged(listener),
    onShown: (sessions) => {
      active.follow(sessions);
      onShown();
    },
    logger: logger.child('view'),
  });
}
