/** Sentences about what is wrong with a package of these files; none when all is well. */
export function faultsOfPackage(files: readonly string[]): readonly string[];
