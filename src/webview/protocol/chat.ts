/** One conversation on screen: its messages, the answer that grows, the composer. */
import type { AttachmentView } from './attachments.js';
import type { PictureView } from './pictures.js';
import type { ActionView, NoticeView, ProblemView, WelcomeView } from './problems.js';
import type { StringKey } from './strings.js';

export interface MessageView {
  readonly id: string;
  readonly role: 'user' | 'assistant';
  /** Markdown. */
  readonly text: string;
  /** Pictures between and after the text, in the order of their places. */
  readonly pictures: readonly PictureView[];
  /** What the user attached to it, in their order; empty for answers. */
  readonly attachments: readonly AttachmentView[];
  /** The model's thinking, Markdown; empty when there is none. */
  readonly reasoning: string;
  readonly status: 'streaming' | 'complete' | 'interrupted' | 'failed';
  /** Whether the message is on disk for good. */
  readonly saved: boolean;
  /** Unix milliseconds. */
  readonly createdAt: number;
  /** Who answered, such as "OpenAI · gpt-5.4-mini"; empty for the user's messages. */
  readonly author: string;
  /** Tokens and the like, localised; empty when unknown. */
  readonly details: string;
  /** Why an answer ended early or failed. */
  readonly problem: ProblemView | null;
  /** `null` when nothing stands beside it. */
  readonly siblings: SiblingsView | null;
  /** The ids of earlier answers that this one continues, oldest first: their text is in it, and they are not shown themselves. */
  readonly continues: readonly string[];
}

/** A message's place among those that follow the same one: after "Try Again", or when two windows wrote at once. */
export interface SiblingsView {
  /** Counts from 1; the oldest comes first. */
  readonly position: number;
  readonly count: number;
  /** Position and count in words; localised by the host. */
  readonly label: string;
  readonly earlierId: string | null;
  readonly laterId: string | null;
}

export interface ConversationView {
  readonly id: string;
  readonly title: string;
  /** Unix milliseconds. */
  readonly updatedAt: number;
}

/** What a conversation has cost so far, and what the background provider did for it. Localised by the host. */
export interface ConversationDetailsView {
  /** One fact a line. */
  readonly lines: readonly string[];
  readonly actions: readonly ActionView[];
}

/** The turn under way, in the conversation on screen. */
export interface TurnView {
  readonly id: string;
  /** The answer that grows. */
  readonly messageId: string;
  /** The `seq` of the next delta. */
  readonly nextSeq: number;
  /** Said while nothing arrives yet, such as "waiting 8 s: the vendor asks for a pause"; localised, may be empty. */
  readonly waiting: string;
}

/** What is shown around the messages. */
export interface StatusView {
  readonly providerLabel: string;
  readonly modelLabel: string;
  /** The level of effort; `null` where the model is not known to have any. */
  readonly effortLabel: string | null;
  /** One for each other parameter that is set, such as "Temperature: 0.5". */
  readonly parameterLabels: readonly string[];
  readonly notice: NoticeView | null;
  /** `null` once a provider can be asked; then a new chat shows suggestions. */
  readonly welcome: WelcomeView | null;
  /** A fault that belongs to no message, such as a read-only storage folder. */
  readonly problem: ProblemView | null;
  readonly turn: TurnView | null;
}

export interface ChatState {
  /** Every visible string, localised. */
  readonly strings: Readonly<Record<StringKey, string>>;
  /** BCP 47, for dates and numbers. */
  readonly locale: string;
  /** True: Enter sends and Shift+Enter breaks the line. False: the other way round. */
  readonly sendOnEnter: boolean;
  /** Whether code can be pasted into a terminal: only where the folder is trusted. */
  readonly offersTerminal: boolean;
  readonly status: StatusView;
  /** The id of the conversation on screen; a new chat has one already. */
  readonly chatId: string;
  /** `null` for a new chat that has no message yet. */
  readonly conversation: ConversationView | null;
  readonly details: ConversationDetailsView;
  /** The newest messages of the branch on screen, oldest first. */
  readonly messages: readonly MessageView[];
  readonly hasOlder: boolean;
  /**
   * The message to be shown, one of `messages`; `null`: the place of the reader stays, or the end is shown, until `older` messages hold one
   * that is too far back.
   */
  readonly targetMessageId: string | null;
  /** What was looked for in that message, as it is written there, to be marked. */
  readonly targetWords: readonly string[];
  /** Whether messages are shown as they are written, because a view did not show them formatted in time. */
  readonly isPlainText: boolean;
  /** The text in the composer when the view was last seen. */
  readonly draft: string;
}

/** What can be shown and hidden beside or above the messages. */
export type ViewPart = 'list' | 'details';

export type ChatHostMessage =
  | { readonly type: 'snapshot'; readonly state: ChatState }
  | { readonly type: 'status'; readonly status: StatusView }
  /** The conversation on screen has another title, or there is news about its cost. */
  | {
      readonly type: 'conversation';
      readonly conversation: ConversationView;
      readonly details: ConversationDetailsView;
    }
  /** Adds the message at the end, or replaces the one with this id. */
  | { readonly type: 'message'; readonly message: MessageView }
  /** Older messages to put before the first one, oldest first. `target`: one of them that is to be shown, with these words marked. */
  | {
      readonly type: 'older';
      readonly messages: readonly MessageView[];
      readonly hasOlder: boolean;
      readonly target?: { readonly messageId: string; readonly words: readonly string[] };
    }
  /** More of the growing answer. A `seq` that is not the expected one means: ask for a snapshot. */
  | {
      readonly type: 'delta';
      readonly turnId: string;
      readonly seq: number;
      readonly text: string;
      readonly reasoning: string;
    }
  /** The draft of this conversation has been changed elsewhere in this window. */
  | { readonly type: 'draft'; readonly conversationId: string; readonly text: string }
  /** Put the cursor into the composer. */
  | { readonly type: 'focus' }
  /** Show this part, or hide it if it is shown. */
  | { readonly type: 'toggle'; readonly part: ViewPart };

export type ChatViewMessage =
  /**
   * Sent once when the script runs; answered by a snapshot. `anchorId` is the message where the reader was, to be part of it;
   * `null`: at the end.
   */
  | { readonly type: 'view-ready'; readonly anchorId: string | null }
  /** The chat of a snapshot is on the screen. */
  | { readonly type: 'shown'; readonly conversationId: string }
  /** A `draft` of the host's was read, of the chat on screen: what is written there from now on is written with that in mind. */
  | { readonly type: 'draft-read'; readonly conversationId: string }
  /** The chat on screen is to be shown formatted after all; answered by a snapshot. */
  | { readonly type: 'format' }
  /** The view noticed a gap; answered by a snapshot. */
  | { readonly type: 'resync' }
  /** `messageId` is a UUID of version 7, and becomes the id of the question: the history itself knows whether it has it. */
  | {
      readonly type: 'send';
      readonly messageId: string;
      readonly conversationId: string;
      readonly text: string;
      /** Of what is attached to the draft, those that were shown, in their order. */
      readonly attachmentIds: readonly string[];
    }
  /** Takes back a message that waits for an answer to end; its `send` is refused then, unless it was too late. */
  | { readonly type: 'withdraw'; readonly messageId: string }
  | { readonly type: 'stop' }
  | { readonly type: 'new-chat' }
  /**
   * `messageId`: shows this message, on whichever branch it is; `null`: where the conversation was left. `words` are marked in
   * that message.
   */
  | {
      readonly type: 'open-conversation';
      readonly id: string;
      readonly messageId: string | null;
      readonly words: readonly string[];
    }
  /** Puts the newest branch with this message on screen. */
  | { readonly type: 'select-branch'; readonly messageId: string }
  | { readonly type: 'load-older'; readonly beforeId: string }
  | { readonly type: 'draft'; readonly conversationId: string; readonly text: string }
  /**
   * A draft of which nobody knows whether a newer one is stored, or a message that is given back: both are kept. Refused when nobody could
   * find it there, as in a new chat that no view shows any more.
   */
  | {
      readonly type: 'keep-draft';
      readonly conversationId: string;
      readonly text: string;
      /** Of a message only: what was given back there just before, behind which it belongs. */
      readonly after?: string | undefined;
    };
