/** What a package of the extension may and must contain; everything else is a mistake. */

const allowed = [
  /^package\.json$/,
  /^package\.nls(\.[a-z-]+)?\.json$/,
  /^(README\.md|CHANGELOG\.md|LICENSE)$/,
  /^l10n\/bundle\.l10n(\.[a-z-]+)?\.json$/,
  /^media\/(walkthrough\/)?[\w-]+\.(svg|png|gif)$/,
  /^dist\/THIRD-PARTY-NOTICES\.txt$/,
  /^dist\/[\w-]+\.js$/,
  /^dist\/sql-wasm\.(cjs|wasm)$/,
  /^dist\/chunks\/[\w-]+\.js$/,
  /^dist\/webview\/[\w-]+\.(js|css|ttf|woff2)$/,
  /^dist\/webview\/chunks\/[\w-]+\.(js|css)$/,
];

const required = [
  'package.json',
  'LICENSE',
  'dist/THIRD-PARTY-NOTICES.txt',
  'dist/extension.js',
  'dist/storageWorker.js',
  'dist/imageWorker.js',
  'dist/archiveWorker.js',
  'dist/documentWorker.js',
  'dist/sql-wasm.wasm',
  'dist/webview/chat.js',
];

/** Sentences about what is wrong with a package of these files; none when all is well. */
export function faultsOfPackage(files) {
  const superfluous = files.filter((file) => !allowed.some((pattern) => pattern.test(file)));
  const missing = required.filter((file) => !files.includes(file));
  return [
    ...superfluous.map((file) => `${file} must not be in the package.`),
    ...missing.map((file) => `${file} is missing from the package.`),
  ];
}
