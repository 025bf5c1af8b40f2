import type { Logger } from '../../core/logger.js';
import type { RequestChanges } from './endpointRequest.js';
import type { EventFormat } from './eventFormat.js';

export interface HttpExchangeOptions {
  /** The vendor's name as users know it. */
  readonly vendor: string;
  /** Longest silence of the server, in milliseconds: before the headers, and between any two reads. */
  readonly idleTimeoutMs: number;
  readonly logger: Logger;
  /** The interface that a server of the user's own has to speak in the vendor's place, where it may speak another one. */
  readonly gatewayApi?: string | undefined;
  /** What the endpoint and its address change about every request of the SDK. */
  readonly changes: RequestChanges;
  /** Whether the answer is a stream of events, or one JSON document. */
  readonly expects: 'events' | 'json';
  /** How the events are framed. */
  readonly format: EventFormat;
  /** Most values of one event, where an SDK takes longer for each than parsing does. */
  readonly eventMarks?: number | undefined;
}
