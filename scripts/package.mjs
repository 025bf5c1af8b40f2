/** Packs the extension as one .vsix for every platform, with only what runs, and says how big it is. */
import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { nodeExecutable, projectFolder, run } from './environment.mjs';
import { faultsOfPackage } from './packageContents.mjs';
import { setUpOrExit } from './setup.mjs';

const outputFolder = path.join(projectFolder, 'out');

/**
 * Builds and packs SCOUT. Returns the .vsix and the names of the files inside. Throws with sentences
 * about what went wrong, also when the package holds something that does not belong there.
 */
export async function packageExtension() {
  const build = await run(nodeExecutable(), ['esbuild.mjs'], { capture: true });
  if (build.code !== 0) throw new Error(`The build failed:\n${build.output}`);
  const { name, version } = JSON.parse(readFileSync(path.join(projectFolder, 'package.json'), 'utf8'));
  const file = path.join(outputFolder, `${name}-${version}.vsix`);
  const files = await packFolder(projectFolder, file);
  const faults = faultsOfPackage(files);
  if (faults.length > 0) {
    rmSync(file);
    throw new Error(faults.join('\n'));
  }
  return { file, files };
}

/** Packs any extension's folder; returns the names of the files inside. */
export async function packFolder(folder, file) {
  mkdirSync(path.dirname(file), { recursive: true });
  const { code, output } = await run(
    nodeExecutable(),
    [path.join(projectFolder, 'scripts', 'vsix.mjs'), folder, file],
    { capture: true },
  );
  if (code !== 0) throw new Error(`Packaging failed:\n${output}`);
  return output.split('\n').flatMap((line) => line.match(/^file: (.+)$/)?.[1] ?? []);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await setUpOrExit({ editor: false });
  try {
    const { file, files } = await packageExtension();
    console.log(files.map((name) => `  ${name}`).join('\n'));
    console.log(
      `${path.relative(projectFolder, file)}: ${(statSync(file).size / 1024).toFixed(0)} KiB, ${files.length} files`,
    );
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
