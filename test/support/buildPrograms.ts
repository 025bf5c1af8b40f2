import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { projectFolder } from './projectFolder.js';

/**
 * Builds programs as SCOUT is built, with sql.js beside them: they start in a tenth of the time their sources would take.
 *
 * @param programs the sources by the programs' names; each becomes `<name>.js` in the folder.
 */
export async function buildPrograms(folder: string, programs: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(folder, { recursive: true });
  await build({
    absWorkingDir: projectFolder,
    entryPoints: { ...programs },
    outdir: folder,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    logLevel: 'warning',
  });
  await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }');
  const sqlJs = path.join(projectFolder, 'node_modules', 'sql.js', 'dist');
  await copyFile(path.join(sqlJs, 'sql-wasm.js'), path.join(folder, 'sql-wasm.cjs'));
  await copyFile(path.join(sqlJs, 'sql-wasm.wasm'), path.join(folder, 'sql-wasm.wasm'));
}
