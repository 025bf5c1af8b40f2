/** An answer word for word. */
export interface WireScenario {
  readonly kind: 'wire';
  readonly contentType?: string;
  /** What is written, one after the other, for the vendor with this prefix. */
  readonly body: (prefix: string) => readonly string[];
  /** Between two writes. */
  readonly pauseMs?: number;
  /** The connection stays open, or breaks. Otherwise the server ends it. */
  readonly end?: 'open' | 'reset';
}
