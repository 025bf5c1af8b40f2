/** Packs a folder as a .vsix; runs under Node 24: `node scripts/vsix.mjs <folder> <file>`. Prints the files inside, one a line. */
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';

const [folder, packagePath] = process.argv.slice(2);
await createVSIX({
  cwd: folder,
  packagePath,
  dependencies: false,
  // Nothing is published from here, so there is no address that relative links could be rewritten to.
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
  skipLicense: true,
});
console.log((await listFiles({ cwd: folder, packageManager: PackageManager.None })).map((file) => `file: ${file.replaceAll('\\', '/')}`).join('\n'));
