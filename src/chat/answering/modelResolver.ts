import type { ModelRef, ModelSelection } from '../../models/modelSelection.js';
import type { ChatEvent, ChatRequest, RetryWait } from '../../providers/provider.js';
import type { StoredSelection } from '../../storage/api/chatHistory.js';

/** A provider that is ready to answer. Must be released. */
export interface ModelLease {
  /** As `ChatProvider.streamChat`, with retries before the first event; `onWait` is called at the start of each wait. */
  stream(request: ChatRequest, signal: AbortSignal, onWait: (wait: RetryWait) => void): AsyncIterable<ChatEvent>;
  release(): void;
}

/** Port to the models that chats ask. */
export interface ModelResolver {
  /**
   * Who gets the next question of a chat with this selection; `null`: the settings decide.
   * @throws ScoutError when there is no model that could be asked.
   */
  resolve(selection: StoredSelection | null): ModelSelection;
  /** Loads the provider if need be; rejects with `ScoutError`, such as `missing-api-key`. */
  acquire(model: ModelRef): Promise<ModelLease>;
}
