import type { ModelRef } from '../../models/modelSelection.js';
import type { PromptEntry } from './promptManifest.js';

/** A request of a chat, before it is sent. */
export interface PolicedRequest {
  readonly conversationId: string;
  readonly ref: ModelRef;
  readonly entries: readonly PromptEntry[];
}

/** Decides, for every request of a chat, what of it may go to the endpoint, whichever button has caused it. */
export interface SendPolicy {
  /** @throws ScoutError `local-only` when a rule of the user keeps something of it on this machine; nothing has changed then */
  check(entries: readonly PromptEntry[], ref: ModelRef): void;
  /**
   * The same entries as they go out, once the user has decided about likely secrets in all of them: placeholders may stand in their texts.
   * What is stored stays as it is.
   * @throws ScoutError `local-only` as `check`, `AbortError` when the user sends nothing or the signal is aborted
   */
  sendable(request: PolicedRequest, signal: AbortSignal): Promise<readonly PromptEntry[]>;
  /** The same as far as it is decided: nobody is asked, and what nobody has decided about is still there. */
  preview(request: PolicedRequest, signal: AbortSignal): Promise<readonly PromptEntry[]>;
}
