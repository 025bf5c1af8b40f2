/** What became of a run of test files. */
export interface TestResult {
  readonly failures: readonly { readonly file: string; readonly title: string }[];
  /** Milliseconds by file, relative to the project. */
  readonly durations: Readonly<Record<string, number>>;
}
