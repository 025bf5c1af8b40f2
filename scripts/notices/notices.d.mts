export interface Work {
  readonly name: string;
  readonly within?: string;
  readonly licence: string;
  readonly source: string;
  readonly file: string;
}
/**
 * The text of the notices for these files below `projectFolder`. `works` is what no licence file covers.
 * Throws with a sentence for each package and each work inside one whose licence is unknown.
 */
export function noticesOf(files: readonly string[], projectFolder: string, works?: readonly Work[]): string;
