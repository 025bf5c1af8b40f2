/** Packs a folder as a .vsix; runs under Node 24: `node scripts/vsix.mjs <folder> <file>`. Prints the files inside, one a line. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import { readmeForPackage } from './readme.mjs';

const [folder, packagePath] = process.argv.slice(2);
const readmePath = writeReadme();
await createVSIX({
  cwd: folder,
  packagePath,
  readmePath,
  dependencies: false,
  // Nothing is published from here, so there is no address that relative links could be rewritten to: see readme.mjs.
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
  skipLicense: true,
});
const files = await listFiles({ cwd: folder, packageManager: PackageManager.None, readmePath });
console.log(files.map((file) => `file: ${file === readmePath ? 'README.md' : file.replaceAll('\\', '/')}`).join('\n'));

/** The README as it goes into the package; `undefined` where there is none. */
function writeReadme() {
  const source = path.join(folder, 'README.md');
  if (!existsSync(source)) return undefined;
  mkdirSync(path.join(folder, 'out'), { recursive: true });
  writeFileSync(path.join(folder, 'out', 'README.md'), readmeForPackage(readFileSync(source, 'utf8')));
  return 'out/README.md';
}
