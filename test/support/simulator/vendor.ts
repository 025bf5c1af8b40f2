import type { IncomingHttpHeaders } from 'node:http';
import type { Conversation } from './demoAnswer.js';
import type { Failure, Step } from './scenarios.js';

/** A request as the server received it, parsed. */
export interface VendorRequest {
  readonly method: string;
  /** Below the vendor's prefix, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Parsed JSON; `undefined` where there was none. */
  readonly body: unknown;
  readonly acceptedKey: string;
}

/** An answer that is no stream. */
export interface VendorReply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Content steps in the vendor's frames; `stall` and `reset` concern the connection and never get here. */
export type ContentStep = Exclude<Step, { do: 'stall' } | { do: 'reset' }>;

export type CallStep = Extract<ContentStep, { readonly fragments: readonly string[] }>;
export type FinishReason = Extract<ContentStep, { readonly reason: string }>['reason'];

export interface StreamWriter {
  /** How often the closing events repeat the whole text; 0 for most vendors. */
  readonly repeats: number;
  /** Server-sent events, each complete with its empty line (but for a half one). */
  frames(step: ContentStep): readonly string[];
}

/** One vendor's side of the wire. Every rule that it checks cites where the vendor says so. */
export interface VendorWire {
  /** First segment of every path. */
  readonly prefix: string;
  /** The vendor's own 4xx, or what was asked for. */
  receive(
    request: VendorRequest,
  ): VendorReply | { readonly models: true } | { readonly chat: Conversation; readonly usage: boolean };
  models(): VendorReply;
  failure(failure: Failure): VendorReply;
  /** @param usage whether the request asked for token counts */
  writer(chat: Conversation, usage: boolean): StreamWriter;
}

export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export { sse } from './sse.js';

/**
 * What every answer costs, in every scenario, so that tests know it. `input` includes what was read from the cache, written to it and
 * returned by the vendor's own tools; `output` includes the reasoning. No two sums are alike, so that none passes for another.
 */
export const tokens = { input: 25, cached: 5, cacheWrite: 3, toolResults: 2, output: 12, reasoning: 4 } as const;
