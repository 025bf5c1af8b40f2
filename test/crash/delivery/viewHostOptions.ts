/** What the host of a view is started with, as JSON in its only argument. */
export interface ViewHostOptions {
  readonly directory: string;
  readonly workerFile: string;
  readonly sqlJsDirectory: string;
  /** The conversation that the view remembers. */
  readonly remembered: string | null;
}
