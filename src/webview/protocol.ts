/**
 * Everything the extension host and the chat view say to each other. The host owns the state: a view
 * can be rebuilt at any moment from one snapshot. Types only; what the view sends is validated by
 * `viewMessageSchema.ts` before anybody looks at it.
 */
import type { StringKey } from './strings.js';

/** What a button in the view asks the host to do; the host knows the context. */
export type ActionId =
  | 'set-key'
  | 'retry'
  | 'continue'
  | 'choose-model'
  | 'choose-provider'
  | 'open-settings'
  | 'open-log'
  | 'new-chat'
  | 'undo-title';

export interface ActionView {
  readonly id: ActionId;
  /** Localised by the host. */
  readonly label: string;
}

/** Something went wrong: what happened, whether anything was lost, what to do next. Localised by the host. */
export interface ProblemView {
  readonly title: string;
  readonly detail: string;
  readonly actions: readonly ActionView[];
}

/** A standing remark above the conversation, such as "answers come from a simulator". */
export interface NoticeView {
  readonly text: string;
  readonly actions: readonly ActionView[];
}

export interface MessageView {
  readonly id: string;
  readonly role: 'user' | 'assistant';
  /** Markdown. */
  readonly text: string;
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

/** What stands around the messages. */
export interface StatusView {
  readonly providerLabel: string;
  readonly modelLabel: string;
  readonly notice: NoticeView | null;
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
  readonly status: StatusView;
  /** `null` for a new chat that has no message yet. */
  readonly conversation: ConversationView | null;
  readonly details: ConversationDetailsView;
  /** The newest messages of the branch on screen, oldest first. */
  readonly messages: readonly MessageView[];
  readonly hasOlder: boolean;
  /** The text in the composer when the view was last seen. */
  readonly draft: string;
  /** Most recently updated first. */
  readonly conversations: readonly ConversationView[];
}

export type HostMessage =
  | { readonly type: 'snapshot'; readonly state: ChatState }
  | { readonly type: 'status'; readonly status: StatusView }
  | { readonly type: 'conversations'; readonly conversations: readonly ConversationView[] }
  /** The conversation on screen has another title, or there is news about its cost. */
  | { readonly type: 'conversation'; readonly conversation: ConversationView; readonly details: ConversationDetailsView }
  /** Adds the message at the end, or replaces the one with this id. */
  | { readonly type: 'message'; readonly message: MessageView }
  /** Older messages to put before the first one, oldest first. */
  | { readonly type: 'older'; readonly messages: readonly MessageView[]; readonly hasOlder: boolean }
  /** More of the growing answer. A `seq` that is not the expected one means: ask for a snapshot. */
  | {
      readonly type: 'delta';
      readonly turnId: string;
      readonly seq: number;
      readonly text: string;
      readonly reasoning: string;
    }
  /** Put the cursor into the composer. */
  | { readonly type: 'focus' };

export type ViewMessage =
  /** Sent once when the script runs, and whenever the view noticed a gap; answered by a snapshot. */
  | { readonly type: 'view-ready' }
  | { readonly type: 'resync' }
  | { readonly type: 'send'; readonly text: string }
  | { readonly type: 'stop' }
  | { readonly type: 'new-chat' }
  | { readonly type: 'open-conversation'; readonly id: string }
  /** Asks the host to delete after asking the user. */
  | { readonly type: 'delete-conversation'; readonly id: string }
  | { readonly type: 'load-older'; readonly beforeId: string }
  | { readonly type: 'draft'; readonly text: string }
  /** A button; `messageId` tells beside which message it stood, `null` outside of all. */
  | { readonly type: 'action'; readonly action: ActionId; readonly messageId: string | null }
  | { readonly type: 'open-link'; readonly url: string }
  | { readonly type: 'copy'; readonly text: string }
  /** An error in the view's own script, for the log; never holds message text. */
  | { readonly type: 'view-error'; readonly message: string; readonly stack: string };

/** What the view keeps across a reload of the window, through `setState`. */
export interface ViewPersistentState {
  readonly conversationId: string | null;
}
