import type { Conversation, StoredJob, StoredMessage } from '../storage/api/chatHistory.js';
import type { JsonObject } from './input/jsonRecords.js';

/** The programs whose chats SCOUT reads. */
export type SourceKind =
  'scout' | 'chatgpt' | 'claude' | 'open-webui' | 'librechat' | 'continue' | 'cline' | 'vscode-chat';

/** A conversation as it is going to be in the history, with SCOUT's own ids. Every message's parent comes before it. */
export interface ImportedConversation {
  readonly kind: SourceKind;
  readonly conversation: Omit<Conversation, 'deletedAt'>;
  readonly messages: readonly StoredMessage[];
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
 *   `attachment-size`: one that is too large. `audio`: sound and video. `page-picture`: a picture that a program made of a document's page.
 * - `opaque`: what only a vendor can read, and was kept for it. `opaque-hidden`: what was to go to a vendor though nothing shows it.
 * - `context`: what the program added to a message by itself, such as the files that were open.
 * - `unknown-part`: a part of a message of a kind SCOUT does not know. `unreadable-message`: a message that is not built as it must be.
 * - `duplicate`: a second message with the same id. `lost-parent`: a message whose predecessor is missing; it begins a branch.
 *   `cycle`: one that comes before itself; it begins a branch.
 * - `deep-data`: a tool's input that is nested too deeply; the call is kept without it.
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
  | 'deep-data';

/** Where a record comes from, for what is not in it. */
export interface RecordSource {
  /** Says that something was left out, once for each time. */
  readonly note: (code: NoteCode) => void;
  /** The bytes of an attachment that the export names by an id, from beside the file; `undefined` where there are none. */
  readonly attachment: (id: string) => Promise<Uint8Array | undefined>;
  /** What the JSON file beside it with this name holds; `undefined` where there is none that can be read. */
  readonly beside: (name: string) => Promise<unknown>;
  /** Unix milliseconds: when the file was written, for what has no date of its own. */
  readonly fallbackTime: number;
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
