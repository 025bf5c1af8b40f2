import type { EventFormat } from '../transport/eventFormat.js';
import type { HttpExchange } from '../transport/httpExchange.js';
import type { ChatEvent, ChatRequest, ModelInfo, VendorId } from '../provider.js';
import type { Hold } from './answer/heldCharacters.js';
import type { UnknownEventLog } from './unknownEventLog.js';

/** What one call of an adapter works with. */
export interface VendorCall {
  readonly exchange: HttpExchange;
  readonly unknownEvents: UnknownEventLog;
  /** Counts what the adapter keeps of the answer. */
  readonly hold: Hold;
}

/** How one vendor speaks: the part of an adapter that differs. */
export interface VendorAdapter {
  readonly id: VendorId;
  /** As shown to users. */
  readonly vendor: string;
  /** The interface it speaks, for the message about a server that speaks another one. */
  readonly api: string;
  readonly needsKey: boolean;
  /** See `HttpExchangeOptions`. */
  readonly gatewayApi?: string | undefined;
  /** How its events are framed. */
  readonly format: EventFormat;
  /** See `HttpExchangeOptions`. */
  readonly eventMarks?: number;
  listModels(call: VendorCall): Promise<readonly ModelInfo[]>;
  /**
   * Yields `finish` as soon as the vendor's terminal event arrives, and may yield `usage` after it. Simply ends where
   * the SDK's iterator ends, however that came about, and may throw whatever the SDK throws.
   */
  streamChat(request: ChatRequest, call: VendorCall): AsyncIterable<ChatEvent>;
}
