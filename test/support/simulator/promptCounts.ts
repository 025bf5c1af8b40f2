/** The tokens of a request as the vendor would bill them, and what it says about its cache. */
export interface PromptCounts {
  readonly input: number;
  readonly cached: number;
  readonly cacheWrite: number;
  /** The id of the answer, by which a later request can be compared with this one. */
  readonly answerId: string;
  /** The vendor's diagnosis; absent where none was asked for. */
  readonly diagnosis?: Readonly<Record<string, unknown>>;
}
