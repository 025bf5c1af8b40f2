/**
 * What a message is made of. Shared by the provider port (what is sent and what streams back) and by
 * the storage port (what is stored), so that nothing is lost in translation between them.
 */

/** Text in Markdown. */
export interface TextPart {
  readonly type: 'text';
  readonly text: string;
}

/** The model's thinking in readable form. For display; what a vendor needs back is an `opaque` part. */
export interface ReasoningPart {
  readonly type: 'reasoning';
  readonly text: string;
}

/** The model's explanation of why it declines. */
export interface RefusalPart {
  readonly type: 'refusal';
  readonly text: string;
}

/** The model asks for a tool. `input` is the parsed JSON of its arguments. */
export interface ToolCallPart {
  readonly type: 'tool-call';
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
}

/** The answer to the tool call with the same id; appears in `tool` messages only. */
export interface ToolResultPart {
  readonly type: 'tool-result';
  readonly callId: string;
  readonly output: string;
  readonly isError: boolean;
}

/** An image or a PDF. `data` is base64 without a `data:` prefix. */
export interface FilePart {
  readonly type: 'file';
  /** `image/png`, `image/jpeg`, `image/webp`, `image/gif` or `application/pdf`. */
  readonly mediaType: string;
  readonly data: string;
  readonly name?: string;
}

/** A source the model names for what it says. */
export interface CitationPart {
  readonly type: 'citation';
  readonly citation: Citation;
}

export interface Citation {
  readonly url: string;
  readonly title?: string;
}

/**
 * What one vendor needs back on the next turn (signatures, encrypted reasoning). Stored verbatim, sent
 * back to the same vendor only, in the place where it came, and dropped for every other.
 */
export interface OpaquePart {
  readonly type: 'opaque';
  /** A `VendorId`; a plain string here, so that older and newer versions can read each other's history. */
  readonly vendor: string;
  /** JSON. */
  readonly data: unknown;
}

export type MessagePart =
  TextPart | ReasoningPart | RefusalPart | ToolCallPart | ToolResultPart | FilePart | CitationPart | OpaquePart;

export type MessageRole = 'user' | 'assistant' | 'tool';

/** Why the model stopped, over all vendors. The vendor's own word is stored beside it. */
export type FinishReason = 'stop' | 'length' | 'tool-calls' | 'content-filter' | 'refusal' | 'other';

/** All of them, as an object, so that the compiler misses one that is not there. */
export const finishReasons: Readonly<Record<FinishReason, true>> = {
  stop: true,
  length: true,
  'tool-calls': true,
  'content-filter': true,
  refusal: true,
  other: true,
};

/** What differs from the request before, so that the vendor could not read all of it from its cache. */
export type CacheMissReason = 'model' | 'system' | 'tools' | 'messages' | 'parameters';

/** All of them, as an object, so that the compiler misses one that is not there. */
export const cacheMissReasons: Readonly<Record<CacheMissReason, true>> = {
  model: true,
  system: true,
  tools: true,
  messages: true,
  parameters: true,
};

export function isCacheMissReason(value: unknown): value is CacheMissReason {
  return typeof value === 'string' && Object.hasOwn(cacheMissReasons, value);
}

/** Tokens of one turn as the vendor counted them, or an estimate. Absent numbers were not reported. */
export interface Usage {
  /** Every token of the input, cached ones included. */
  readonly inputTokens: number;
  /** Every token of the output, reasoning included. */
  readonly outputTokens: number;
  /** Part of `inputTokens` that was read from the vendor's cache. */
  readonly cachedInputTokens?: number;
  /** Part of `inputTokens` that was written to the vendor's cache. */
  readonly cacheWriteTokens?: number;
  /** Part of `outputTokens` spent on reasoning. */
  readonly reasoningTokens?: number;
  /** Why the cache was not read where it could have been, if the vendor says so. */
  readonly cacheMissReason?: CacheMissReason;
  /** Nobody tells what was billed: the tokens, or a part of them, were counted before and after. */
  readonly isEstimate?: true;
}

/** The readable text of a message: its text parts, joined. */
export function textOf(parts: readonly MessagePart[]): string {
  return parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}
