/** The list of conversations and the search in them. The types of its messages begin with `list-`. */
import type { ConversationView } from './chat.js';

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
  /** What matched in the message, as it is written there. */
  readonly words: readonly string[];
}

/** About the list of conversations. Nothing is sent before the view has asked for the first page. */
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
  /** More has changed than is sent entry by entry: load anew. */
  | { readonly type: 'list-stale' }
  /** Answers `list-search`. */
  | {
      readonly type: 'list-hits';
      readonly request: number;
      readonly hits: readonly SearchHitView[];
      readonly more: boolean;
      /** Filters that are not understood, as typed. */
      readonly ignored: readonly string[];
      /** So many messages were not searched, because they are yet to be indexed. */
      readonly pending: number;
      /** Why there was no search; localised, empty when there was. */
      readonly problem: string;
    }
  /** Answers `list-labels`: what can be suggested for filters. */
  | { readonly type: 'list-labels'; readonly tags: readonly string[]; readonly workspaces: readonly string[] };

/** What people do with the list of conversations. Changes are answered by `list-rows`, failed ones too: with what is true instead. */
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
  /** `replaces` is the title on screen: one that was given since is not undone by a late request. */
  | { readonly type: 'list-rename'; readonly id: string; readonly title: string; readonly replaces?: string }
  | { readonly type: 'list-pin'; readonly ids: readonly string[]; readonly pinned: boolean }
  | { readonly type: 'list-archive'; readonly ids: readonly string[]; readonly archived: boolean }
  /** Lets the user choose tags in the editor's own list. */
  | { readonly type: 'list-edit-tags'; readonly ids: readonly string[] }
  | { readonly type: 'list-delete'; readonly ids: readonly string[] }
  | { readonly type: 'list-undo-delete'; readonly ids: readonly string[] }
  | { readonly type: 'list-export'; readonly ids: readonly string[] };
