import type { SecretFinding } from './secretFinding.js';

/** A piece of a longer text, with what is around it, so that nothing is cut in two: what is found begins in `from`..`to`. */
export interface TextWindow {
  readonly text: string;
  /** What comes before it has been looked at with the window before. */
  readonly from: number;
  /** What begins here or later is found with the next window. */
  readonly to: number;
}

/** Looks at a window. Work per character is bounded, whatever the text. Positions are those of the window's text. */
export type WindowScan = (window: TextWindow) => Iterable<SecretFinding>;

/** The longest run of letters and digits that is taken for a key, in UTF-16 code units; a longer one is data. */
export const longestRun = 6_000;

/** How much is around a window on either side. */
export const windowMargin = 8_192;
