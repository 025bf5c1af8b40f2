export interface Release {
  readonly tag: string;
  readonly manifest: { readonly version: string; readonly repository?: string | { readonly url?: string } };
  readonly changelog: string;
  readonly security: string;
}
/** Sentences about why this tag must not be published; none when all is well. */
export function faultsOfRelease(release: Release): string[];
