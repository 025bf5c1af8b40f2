import type { ChatParameters } from '../core/chatParameters.js';
import type { ScoutError } from '../core/errors.js';
import type { Citation, FinishReason, SendablePart, MessageRole, Usage } from '../core/message.js';
import type { Logger } from '../core/logger.js';
import type { ModelFacts } from '../core/modelFacts.js';

/** Whose format is used. `compatible` is OpenAI's Chat Completions as any server may speak it. */
export type VendorId = 'openai' | 'anthropic' | 'google' | 'mistral' | 'huggingface' | 'compatible';

/** Whose module asks the models: a vendor's over the network, or the one for the models that VS Code offers to extensions. */
export type AdapterId = VendorId | 'vscode';

/** What a turn yields while it streams. `finish` comes exactly once, and last. */
export type ChatEvent =
  | { readonly type: 'text-delta'; readonly text: string }
  | { readonly type: 'reasoning-delta'; readonly text: string }
  | { readonly type: 'tool-call'; readonly id: string; readonly name: string; readonly input: unknown }
  | { readonly type: 'refusal-delta'; readonly text: string }
  | { readonly type: 'citation'; readonly citation: Citation }
  | { readonly type: 'image'; readonly mediaType: string; readonly data: Uint8Array }
  | { readonly type: 'opaque'; readonly vendor: VendorId; readonly data: unknown }
  | { readonly type: 'usage'; readonly usage: Usage }
  | { readonly type: 'finish'; readonly reason: FinishReason; readonly rawReason?: string };

export interface ChatMessage {
  readonly role: MessageRole;
  /** In the order in which they were said. `opaque` parts of other models and endpoints are already dropped; adapters drop those of other vendors. */
  readonly parts: readonly SendablePart[];
}

/** A function the model may ask for. */
export interface ToolDefinition {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the arguments: an object schema. */
  readonly inputSchema: Readonly<Record<string, unknown>>;
}

/** The answer must be JSON that satisfies `schema` (an object schema, every property required). */
export interface ResponseFormat {
  readonly name: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** What is known of the files that a model takes. What is absent is unknown: the vendor says it itself. */
export type ModelInputs = Pick<ModelFacts, 'imageInput' | 'pdfInput'>;

/** How the vendor's prompt cache is used for a request. */
export interface PromptCache {
  /** The same for every request of a conversation: 32 hexadecimal digits that tell the vendor nothing else. */
  readonly key: string;
  /** How long what this request writes is kept. Absent: nothing is written at vendors that write only when asked, and bill for it. */
  readonly ttl?: '5m' | '1h';
}

export interface ChatRequest {
  readonly model: string;
  readonly system?: string;
  /** Alternating turns, oldest first, ending with a `user` or `tool` message. Never empty. */
  readonly messages: readonly ChatMessage[];
  readonly parameters: ChatParameters;
  readonly tools?: readonly ToolDefinition[];
  readonly responseFormat?: ResponseFormat;
  /** Nobody is waiting for the answer: a request for which the user would have to be asked something fails instead. */
  readonly isUnattended?: boolean;
  readonly inputs?: ModelInputs;
  /** Absent for a request that no other one continues. */
  readonly cache?: PromptCache;
}

/** A model, with the facts that its server's list tells of it. */
export interface ModelInfo extends ModelFacts {
  readonly id: string;
  readonly displayName: string;
  /** Behind a router: the companies that run the model. `<id>:<name>` asks one of them. */
  readonly hosts?: readonly ModelHost[];
}

/** A model at one of the companies that run it. */
export interface ModelHost extends ModelFacts {
  readonly name: string;
}

/** Port to one vendor. Failures throw `ScoutError`; an aborted signal rejects with `AbortError`. */
export interface ChatProvider {
  /** Chat models this key may use, in the order in which a person would look for them. */
  listModels(signal: AbortSignal): Promise<readonly ModelInfo[]>;

  /**
   * One request, one answer. Nothing is sent before the first `next()`. Ends with `finish`, or throws:
   * `stream-truncated` when the connection ended before the vendor's terminal event. A consumer that
   * stops early closes the request. Nothing is retried here.
   */
  streamChat(request: ChatRequest, signal: AbortSignal): AsyncIterable<ChatEvent>;

  /** Drops the client; requests under way are aborted. */
  dispose(): void | Promise<void>;
}

/** Reported while a request waits before it is sent again. */
export interface RetryWait {
  /** Milliseconds until the next attempt. */
  readonly delayMs: number;
  /** Why the last attempt failed. */
  readonly error: ScoutError;
}

/** How a key travels: as `Authorization: Bearer`, alone in a header of this name, or not at all. */
export type KeyAuth =
  { readonly kind: 'bearer' } | { readonly kind: 'header'; readonly name: string } | { readonly kind: 'none' };

export interface RequestHeader {
  readonly name: string;
  readonly value: string;
  /** Whether the value must never be seen. */
  readonly isSecret: boolean;
}

/** What an endpoint of the user's own adds to every request of its adapter. */
export interface RequestSettings {
  /** `undefined`: as the vendor's own API takes it. */
  readonly auth: KeyAuth | undefined;
  readonly headers: readonly RequestHeader[];
  /** Parameters of the address, by name. */
  readonly query: Readonly<Record<string, string>>;
}

/** What an adapter is made from. */
export interface ProviderOptions {
  /** As shown to users; absent: the vendor's. */
  readonly name?: string;
  /** Absent only for servers that need none. */
  readonly apiKey: string | undefined;
  /** Absent: the vendor's own. Without a trailing slash. */
  readonly baseUrl: string | undefined;
  /** Absent: requests are the vendor's own, and its adapter decides whether a key is needed. */
  readonly request?: RequestSettings;
  /** A stream that sends no byte for this long, in milliseconds, is ended with `stream-truncated` or `network`. */
  readonly idleTimeoutMs: number;
  readonly logger: Logger;
}

/** What each adapter's module exports. */
export interface ProviderModule {
  createProvider(options: ProviderOptions): ChatProvider;
}

/** An adapter's module, before it is loaded. */
export interface Vendor<Id extends AdapterId = AdapterId> {
  readonly id: Id;
  readonly name: string;
  readonly load: () => Promise<ProviderModule>;
}
