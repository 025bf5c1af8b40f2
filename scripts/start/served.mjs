/** The VS Code of `npm start` where no window can be shown: served on the loopback interface, behind a password. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { changeServerSettings } from '../../test/support/editor/editorSettings.ts';
import { freePort } from '../../test/support/editor/freePort.ts';
import { codeServerFolder, codeServerNode, startVsCodeServer } from '../../test/support/editor/vsCodeServer.ts';
import { childEnvironment, run } from '../environment.mjs';
import { withoutSimulatorAddresses } from './providerSetup.mjs';

/**
 * Installs the packages and starts the server. Stored keys and the layout outlive it: code-server keeps
 * the key they are encrypted with, and the port, which the browser files them under, is taken again.
 */
export async function openServed({ stateFolder, packages, providerSetup }) {
  const dataFolder = path.join(stateFolder, 'served');
  const extensionsFolder = path.join(dataFolder, 'extensions');
  const folder = path.join(stateFolder, 'workspace');
  mkdirSync(folder, { recursive: true });
  await install(packages, dataFolder, extensionsFolder);
  changeServerSettings(dataFolder, (settings) => ({
    ...withoutSimulatorAddresses(settings),
    ...providerSetup.settings,
  }));
  const password = randomBytes(12).toString('base64url');
  const server = await startVsCodeServer({
    dataFolder,
    extensionsFolder,
    port: await rememberedPort(path.join(dataFolder, 'port')),
    environment: providerSetup.environment,
    password,
  });
  const address = server.address({ folder });
  return {
    address,
    password,
    dataFolder,
    server,
    announcement: `\nSCOUT is open in VS Code at ${address}\nPassword: ${password}\n`,
    ended: server.ended,
    close: () => server.stop(),
  };
}

/** Of the VS Code that is served, such as `1.106.3`. */
export function servedVersion() {
  return JSON.parse(readFileSync(path.join(codeServerFolder, 'lib', 'vscode', 'package.json'), 'utf8')).version;
}

async function install(packages, dataFolder, extensionsFolder) {
  // Anew each time: what is installed is what was just built.
  rmSync(extensionsFolder, { recursive: true, force: true });
  const entry = path.join(codeServerFolder, 'out/node/entry.js');
  const args = [
    '--user-data-dir',
    path.join(dataFolder, 'data'),
    '--extensions-dir',
    extensionsFolder,
    '--config',
    path.join(dataFolder, 'config.yaml'),
  ];
  const { code, output } = await run(
    codeServerNode,
    [entry, ...args, ...packages.flatMap((file) => ['--install-extension', file])],
    {
      capture: true,
      env: childEnvironment({ VSCODE_IPC_HOOK_CLI: '' }),
    },
  );
  if (code !== 0) throw new Error(`SCOUT could not be installed:\n${output}`);
}

async function rememberedPort(file) {
  const before = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  const port = await freePort(Number.isInteger(before) ? before : 0);
  writeFileSync(file, String(port));
  return port;
}
