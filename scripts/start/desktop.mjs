/** The VS Code of `npm start` where a window can be shown. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath } from '@vscode/test-electron';
import { findDesktopVsCode, hasDisplay } from '../../test/support/editor/desktopVsCode.ts';
import { changeDesktopSettings } from '../../test/support/editor/editorSettings.ts';
import { childEnvironment, projectFolder, run } from '../environment.mjs';
import { withoutSimulatorAddresses } from './providerSetup.mjs';

/** A desktop VS Code that can be started here, found or fetched; `undefined` when there is none to be had. */
export async function obtainDesktop() {
  if (!hasDisplay()) return undefined;
  const found = findDesktopVsCode();
  if (found) return found;
  const reachable = await fetch('https://update.code.visualstudio.com', {
    method: 'HEAD',
    signal: AbortSignal.timeout(5_000),
  }).catch(() => undefined);
  if (!reachable) return undefined;
  const executable = await downloadAndUnzipVSCode({ cachePath: path.join(projectFolder, '.vscode-test') });
  const [commandLine] = resolveCliArgsFromVSCodeExecutablePath(executable, { reuseMachineInstall: true });
  return { executable, commandLine };
}

/** Installs the packages into a profile of its own, never the user's, and opens a window. */
export async function openDesktop({ desktop, stateFolder, packages, providerSetup }) {
  const dataFolder = path.join(stateFolder, 'desktop');
  const extensionsFolder = path.join(dataFolder, 'extensions');
  const folder = path.join(stateFolder, 'workspace');
  mkdirSync(folder, { recursive: true });
  const profile = [
    `--user-data-dir=${path.join(dataFolder, 'data')}`,
    `--extensions-dir=${extensionsFolder}`,
    ...sandboxFlags(),
  ];
  rmSync(extensionsFolder, { recursive: true, force: true });
  const { code, output } = await run(
    desktop.commandLine,
    [...profile, ...packages.flatMap((file) => ['--install-extension', file])],
    { capture: true },
  );
  if (code !== 0) throw new Error(`SCOUT could not be installed:\n${output}`);
  changeDesktopSettings(path.join(dataFolder, 'data'), withoutSimulatorAddresses);
  const child = spawn(desktop.executable, [...profile, '--disable-workspace-trust', folder], {
    env: childEnvironment(providerSetup.environment),
    stdio: 'ignore',
    detached: process.platform !== 'win32',
  });
  return {
    announcement: '\nSCOUT is open in its own VS Code window.\n',
    ended: once(child, 'exit'),
    close: async () => {
      if (child.exitCode !== null || child.pid === undefined) return;
      const gone = once(child, 'exit');
      if (process.platform === 'win32') child.kill();
      else process.kill(-child.pid, 'SIGTERM');
      await gone;
    },
  };
}

/** Chromium's sandbox refuses to run as root. */
function sandboxFlags() {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}
