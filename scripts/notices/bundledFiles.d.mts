/** What is needed of esbuild's metafile. */
export interface Metafile {
  readonly inputs: Readonly<Record<string, { readonly imports: readonly { readonly path: string }[] }>>;
  readonly outputs: Readonly<
    Record<string, { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }>
  >;
}
/** Files with code in a bundle, each once. */
export function bundledFiles(metafiles: readonly Metafile[]): string[];
/** Names of the shipped packages that files of ours import. */
export function importedPackages(metafiles: readonly Metafile[]): string[];
/** Sentences about packages that are shipped but no `dependencies` of the manifest, and the other way round. */
export function faultsOfDependencies(
  shipped: readonly string[],
  dependencies: Readonly<Record<string, string>>,
): string[];
