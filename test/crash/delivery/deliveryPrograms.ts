import path from 'node:path';
import { build } from 'esbuild';
import { projectFolder } from '../../support/projectFolder.js';
import { buildPrograms } from '../../support/buildPrograms.js';

/** The built programs of a delivery test. */
export interface DeliveryPrograms {
  readonly viewHost: string;
  readonly worker: string;
  readonly sqlJs: string;
}

export async function buildDeliveryPrograms(folder: string): Promise<DeliveryPrograms> {
  await buildPrograms(folder, { worker: path.join(projectFolder, 'src/storage/worker/main.ts') });
  const viewHost = path.join(folder, 'viewHost.js');
  await build({
    absWorkingDir: projectFolder,
    entryPoints: [path.join(projectFolder, 'test/crash/programs/viewHost.ts')],
    outfile: viewHost,
    alias: { vscode: path.join(projectFolder, 'test/crash/delivery/vscodeModule.ts') },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    logLevel: 'warning',
  });
  return { viewHost, worker: path.join(folder, 'worker.js'), sqlJs: folder };
}
