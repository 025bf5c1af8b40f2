/** What the bundler's metafiles say about the packages whose code is shipped. Their paths have forward slashes on every system. */

/** Files with code in a bundle, each once. */
export function bundledFiles(metafiles) {
  const files = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap(({ inputs }) =>
      Object.keys(inputs).filter((file) => inputs[file].bytesInOutput > 0),
    ),
  );
  return [...new Set(files)];
}

/** The folder of the package a file belongs to, the innermost one; `undefined` for a file of ours. */
export function packageFolder(file) {
  return file.match(/^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/)?.[0];
}

/** The files of each package, by its folder. */
export function groupByPackage(files) {
  return Map.groupBy(files.filter(packageFolder), packageFolder);
}

/** Names of the shipped packages that files of ours import. */
export function importedPackages(metafiles) {
  const shipped = bundledFiles(metafiles);
  const folders = new Set(shipped.map(packageFolder));
  const imported = metafiles
    .flatMap(({ inputs }) =>
      shipped.filter((file) => packageFolder(file) === undefined).flatMap((file) => inputs[file]?.imports ?? []),
    )
    .map(({ path }) => packageFolder(path))
    .filter((folder) => folder !== undefined && folders.has(folder));
  return [...new Set(imported.map(packageName))].sort();
}

/** Sentences about packages that are shipped but no `dependencies` of the manifest, and the other way round. */
export function faultsOfDependencies(shipped, dependencies) {
  const declared = Object.keys(dependencies);
  return [
    ...shipped
      .filter((name) => !declared.includes(name))
      .map((name) => `${name} is shipped and must be in "dependencies" of package.json.`),
    ...declared
      .filter((name) => !shipped.includes(name))
      .map((name) => `${name} is in "dependencies" of package.json but not shipped.`),
  ];
}

export function packageName(folder) {
  return folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
}
