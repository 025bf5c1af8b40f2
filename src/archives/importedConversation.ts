import type { FilePart, MessagePart } from '../core/message.js';
import type { Conversation, StoredJob, StoredMessage } from '../storage/api/chatHistory.js';
import type { JsonObject } from './input/jsonRecords.js';
import type { AttachedBytes } from './input/sourceDocument.js';
import type { ArchiveLimits } from './limits.js';

/** The programs whose chats SCOUT reads. */
export type SourceKind =
  'scout' | 'chatgpt' | 'claude' | 'open-webui' | 'librechat' | 'continue' | 'cline' | 'vscode-chat';

/** An image or PDF that lies beside the conversation, and is read when the message is written: no conversation is in memory with all of them. */
export interface DeferredFilePart extends Pick<FilePart, 'mediaType' | 'name'> {
  readonly type: 'deferred-file';
  /** In bytes. */
  readonly size: number;
  /** As base64; `undefined`, with a note, when it cannot be read after all. Rejects only when it is cancelled. */
  readonly read: () => Promise<string | undefined>;
}

export type ImportedPart = MessagePart | DeferredFilePart;
export type ImportedMessage = Omit<StoredMessage, 'parts'> & { readonly parts: readonly ImportedPart[] };

/** A conversation as it is going to be in the history, with SCOUT's own ids. Every message's parent comes before it. */
export interface ImportedConversation {
  readonly kind: SourceKind;
  readonly conversation: Omit<Conversation, 'deletedAt'>;
  readonly messages: readonly ImportedMessage[];
  readonly jobs: readonly StoredJob[];
  /** The program gives its messages no ids: theirs were made of what they say, and change when that grows. */
  readonly hasDerivedIds?: boolean | undefined;
}

/**
 * What of a conversation was left out or changed, because SCOUT has no place for it. Said to the user with how often it
 * happened.
 *
 * - `instructions`: system prompts, custom instructions and the like. `hidden`: what the program itself did not show.
 * - `attachment-missing`: an image or file whose bytes are not in the export. `attachment-kind`: one that is neither image nor PDF.
 *   `attachment-size`: one that is too large, by itself or with all others. `audio`: sound and video. `page-picture`: a picture that a program made of a document's page.
 * - `opaque`: what only a vendor can read, and was kept for it. `opaque-hidden`: what was to go to a vendor though nothing shows it.
 * - `context`: what the program added to a message by itself, such as the files that were open.
 * - `unknown-part`: a part of a message of a kind SCOUT does not know. `unreadable-message`: a message that is not built as it must be.
 * - `duplicate`: a second message with the same id. `lost-parent`: a message whose predecessor is missing; it begins a branch.
 *   `cycle`: one that comes before itself; it begins a branch.
 * - `deep-data`: a tool's input that is nested too deeply or too large; the call is kept without it.
 * - `long-text`: a text that is too long, and was cut. `many-parts`: a part of a message with too many. `many-messages`: a message of a
 *   conversation with too many. `many-labels`: a tag, or a record of a background job, of one with too many.
 * - `progress`: a line that only said how far an answer was. `unsavable`: a message that the history can never save.
 */
export type NoteCode =
  | 'instructions'
  | 'hidden'
  | 'attachment-missing'
  | 'attachment-kind'
  | 'attachment-size'
  | 'audio'
  | 'page-picture'
  | 'opaque'
  | 'opaque-hidden'
  | 'context'
  | 'unknown-part'
  | 'unreadable-message'
  | 'duplicate'
  | 'lost-parent'
  | 'cycle'
  | 'deep-data'
  | 'long-text'
  | 'many-parts'
  | 'many-messages'
  | 'many-labels'
  | 'progress'
  | 'unsavable';

/** Where a record comes from, for what is not in it. */
export interface RecordSource {
  /** Says that something was left out, once for each time. */
  readonly note: (code: NoteCode) => void;
  /** An attachment that the export names by an id, from beside the file; `undefined` where there is none. */
  readonly attachment: (id: string) => Promise<AttachedBytes | undefined>;
  /** What the JSON file beside it with this name holds; `undefined` where there is none that can be read. */
  readonly beside: (name: string) => Promise<unknown>;
  /** Unix milliseconds: when the file was written, for what has no date of its own. */
  readonly fallbackTime: number;
  readonly limits: ArchiveLimits;
}

/** One program's way to write conversations down. */
export interface ArchiveFormat {
  readonly kind: SourceKind;
  /** Whether a record is a conversation of this program's; by what it holds, never by a name. */
  recognizes(record: JsonObject): boolean;
  /**
   * `undefined` for a conversation without a single message.
   *
   * @throws ImportError `invalid`
   */
  read(record: JsonObject, source: RecordSource): Promise<ImportedConversation | undefined>;
}
