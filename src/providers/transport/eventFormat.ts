/** How one interface frames an answer, as far as SDKs insist on it. */
export interface EventFormat {
  /**
   * What the SDK makes of the name of an event. Where it is required, it is the `type` in the data; where it is refused, the SDK knows no
   * event with one.
   */
  readonly names: 'required' | 'ignored' | 'refused';
  /** `[DONE]` ends a stream; the SDKs of other interfaces take it for broken JSON. */
  readonly hasDone: boolean;
  /**
   * A whole answer that came as one JSON document, as the events that a stream has for it; `doneMark` stands for `[DONE]`. Anything
   * may be passed.
   */
  eventsOf(document: unknown): readonly unknown[];
  /** An event with all that the SDK refuses to do without. Throws the `ScoutError` that the event tells. */
  repaired?(event: unknown): unknown;
}

/** The event that ends a stream of Chat Completions. */
export const doneMark = '[DONE]';
