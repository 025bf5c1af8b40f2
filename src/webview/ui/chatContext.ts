import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ViewMessage } from '../protocol/protocol.js';
import type { AttachmentImages } from './attachments/attachmentImages.js';
import type { SourceChangesModel } from './attachments/sourceChangesModel.js';
import type { FileUploads } from './attachments/fileUploads.js';
import type { ChatStore, Strings } from './chat/chatStore.js';
import type { HostLink } from './delivery/hostLink.js';
import type { ViewMemory } from './delivery/viewMemory.js';
import type { CompletionModel } from './completion/completionModel.js';
import type { ErrorReporter } from './errorReporter.js';
import type { FollowScroll } from './chat/followScroll.js';
import type { ConversationListModel } from './conversationList/conversationListModel.js';
import type { PictureLoads } from './pictures/pictureLoads.js';
import type { HighlighterClient } from './markdown/highlighterClient.js';

/** What components need besides their properties. */
export interface Chat {
  /** In the side bar, the editor draws the head of the view, with the title and its buttons. */
  readonly place: 'panel' | 'side-bar';
  readonly store: ChatStore;
  readonly conversations: ConversationListModel;
  readonly link: HostLink;
  readonly memory: ViewMemory;
  /** Has a message delivered: what changes something is kept until the host has it. */
  readonly post: (message: ViewMessage) => void;
  readonly reporter: ErrorReporter;
  readonly highlighter: HighlighterClient;
  readonly scroll: FollowScroll;
  readonly pictures: PictureLoads;
  readonly attachmentImages: AttachmentImages;
  readonly sourceChanges: SourceChangesModel;
  readonly uploads: FileUploads;
  readonly completion: CompletionModel;
}

export const ChatContext = createContext<Chat | null>(null);

export function useChat(): Chat {
  const chat = useContext(ChatContext);
  if (chat === null) throw new Error('The component is not inside a ChatContext.');
  return chat;
}

/** The localised strings; known as soon as anything is rendered. */
export function useStrings(): Strings {
  const frame = useChat().store.settings.value;
  if (frame === null) throw new Error('Nothing is rendered before the first snapshot.');
  return frame.strings;
}
