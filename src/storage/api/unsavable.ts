/** What the history can never take, kept beside it: a file for each message, in JSON. Failures reject with `ScoutError('storage')`. */
export interface UnsavableStore {
  /** Resolves when the content, which may be any value, is on disk; it replaces what was kept under the same ids. */
  keep(conversationId: string, messageId: string, content: unknown): Promise<void>;
  /** The path of the file; `undefined` when there is none. */
  fileOf(conversationId: string, messageId: string): Promise<string | undefined>;
  /** Removes all that is kept of these conversations. */
  forget(conversationIds: readonly string[]): Promise<void>;
}
