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
  | 'undo-title'
  | 'reload-window';

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
  /** `null` when nothing stands beside it. */
  readonly siblings: SiblingsView | null;
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

/** Which conversations the list shows. `deleted`: those that can still be brought back. */
export type ListScope = 'all' | 'workspace' | 'archived' | 'deleted';

/** An entry of the list of conversations. Times are Unix milliseconds. */
export interface ConversationRowView extends ConversationView {
  /** The name of the folder it was begun in; empty for none. */
  readonly workspace: string;
  readonly pinned: boolean;
  readonly archived: boolean;
  readonly tags: readonly string[];
  readonly deletedAt: number | null;
}

/** Where a page of the list ended. */
export type ListCursor = Pick<ConversationRowView, 'pinned' | 'updatedAt' | 'id'>;

/** A message that was found, or a conversation by its title or by filters alone. */
export interface SearchHitView {
  readonly conversation: ConversationRowView;
  readonly messageId: string | null;
  /** "You", or who answered; empty without a message. */
  readonly author: string;
  /** Unix milliseconds. */
  readonly time: number;
  /** The matching line, matches marked. Without a message it is the title's. */
  readonly snippet: readonly { readonly text: string; readonly isMatch: boolean }[];
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
  /** The message to be shown, one of `messages`; `null`: the place of the reader stays, or the end is shown. */
  readonly targetMessageId: string | null;
  /** The text in the composer when the view was last seen. */
  readonly draft: string;
}

export type HostMessage = ChatHostMessage | ListHostMessage;

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

/** About the list of conversations. Nothing is told before the view has asked for the first page. */
export type ListHostMessage =
  /** Answers `list-load`. */
  | {
      readonly type: 'list-page';
      readonly request: number;
      /** In the order of the list. */
      readonly rows: readonly ConversationRowView[];
      /** `null` at the end of the list. */
      readonly next: ListCursor | null;
      /** Whether this window shows a folder of its own. */
      readonly hasWorkspace: boolean;
      /** Why nothing could be read; localised, empty when it could. */
      readonly problem: string;
    }
  /** Entries that are new or changed, and those that are no longer in the list of the scope last asked for. */
  | { readonly type: 'list-rows'; readonly rows: readonly ConversationRowView[]; readonly removed: readonly string[] }
  /** More has changed than is told entry by entry: load anew. */
  | { readonly type: 'list-stale' }
  /** Answers `list-search`. */
  | {
      readonly type: 'list-hits';
      readonly request: number;
      readonly hits: readonly SearchHitView[];
      readonly more: boolean;
      /** Filters that are not understood, as typed. */
      readonly ignored: readonly string[];
      /** Why there was no search; localised, empty when there was. */
      readonly problem: string;
    }
  /** Answers `list-labels`: what can be suggested for filters. */
  | { readonly type: 'list-labels'; readonly tags: readonly string[]; readonly workspaces: readonly string[] };

export type ViewMessage = ChatViewMessage | ListViewMessage;

export type ChatViewMessage =
  /** Sent once when the script runs, and whenever the view noticed a gap; answered by a snapshot. */
  | { readonly type: 'view-ready' }
  | { readonly type: 'resync' }
  | { readonly type: 'send'; readonly text: string }
  | { readonly type: 'stop' }
  | { readonly type: 'new-chat' }
  /** `messageId`: shows this message, on whichever branch it is; `null`: where the conversation was left. */
  | { readonly type: 'open-conversation'; readonly id: string; readonly messageId: string | null }
  /** Puts the newest branch with this message on screen. */
  | { readonly type: 'select-branch'; readonly messageId: string }
  | { readonly type: 'load-older'; readonly beforeId: string }
  | { readonly type: 'draft'; readonly text: string }
  /** A button; `messageId` tells beside which message it stood, `null` outside of all. */
  | { readonly type: 'action'; readonly action: ActionId; readonly messageId: string | null }
  | { readonly type: 'open-link'; readonly url: string }
  | { readonly type: 'copy'; readonly text: string }
  /** An error in the view's own script, for the log; never holds message text. */
  | { readonly type: 'view-error'; readonly message: string; readonly stack: string };

/** What people do with the list of conversations. Changes are told by `list-rows`, failed ones too: with what is true instead. */
export type ListViewMessage =
  | {
      readonly type: 'list-load';
      readonly request: number;
      readonly scope: ListScope;
      /** `null` for the beginning. */
      readonly after: ListCursor | null;
      readonly limit: number;
    }
  | {
      readonly type: 'list-search';
      readonly request: number;
      readonly text: string;
      readonly exact: boolean;
      readonly limit: number;
    }
  | { readonly type: 'list-labels' }
  | { readonly type: 'list-rename'; readonly id: string; readonly title: string }
  | { readonly type: 'list-pin'; readonly ids: readonly string[]; readonly pinned: boolean }
  | { readonly type: 'list-archive'; readonly ids: readonly string[]; readonly archived: boolean }
  /** Lets the user choose tags in the editor's own list. */
  | { readonly type: 'list-edit-tags'; readonly ids: readonly string[] }
  | { readonly type: 'list-delete'; readonly ids: readonly string[] }
  | { readonly type: 'list-undo-delete'; readonly ids: readonly string[] }
  | { readonly type: 'list-export'; readonly ids: readonly string[] };

/** What the view keeps across a reload of the window, through `setState`. */
export interface ViewPersistentState {
  readonly conversationId: string | null;
}
