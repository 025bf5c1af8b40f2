import type { ChatEvent, ChatParameters, ChatRequest, ProviderId } from '../../providers/provider.js';

/** Said while a request waits before it is sent again. */
export interface RetryWait {
  /** Milliseconds until the next attempt. */
  readonly delayMs: number;
  /** What the attempt before ran into. */
  readonly error: Error;
}

/** Whom the next question goes to, as the settings say; costs nothing to ask. */
export interface ModelSelection {
  readonly provider: ProviderId;
  readonly model: string;
  readonly system: string | undefined;
  readonly parameters: ChatParameters;
}

/** A provider that is ready to answer. Must be released. */
export interface ModelLease {
  /** As `ChatProvider.streamChat`, with retries before the first event; each wait is told. */
  stream(request: ChatRequest, signal: AbortSignal, onWait: (wait: RetryWait) => void): AsyncIterable<ChatEvent>;
  release(): void;
}

/** Port to the current LLM provider. */
export interface ModelResolver {
  /** Throws `ScoutError` when the settings name no model that could be asked. */
  resolve(): ModelSelection;
  /** Loads the provider if need be; rejects with `ScoutError`, such as `missing-api-key`. */
  acquire(choice: ModelSelection): Promise<ModelLease>;
}
