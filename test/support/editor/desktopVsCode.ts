import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';

/** Whether a window could be shown. */
export function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

/** A desktop VS Code: the program itself, and the command-line script that installs extensions into it. */
export interface DesktopVsCode {
  readonly executable: string;
  readonly commandLine: string;
}

/**
 * The desktop VS Code whose `code` is on the PATH; `undefined` when there is none. The script of that name
 * in a remote window's terminal belongs to no desktop and is passed over.
 */
export function findDesktopVsCode(searchPath = process.env['PATH'] ?? ''): DesktopVsCode | undefined {
  for (const folder of searchPath.split(path.delimiter)) {
    const file = path.join(folder, process.platform === 'win32' ? 'code.cmd' : 'code');
    if (!existsSync(file)) continue;
    const commandLine = realpathSync(file);
    const executable = executableFor(commandLine);
    if (executable !== undefined) return { executable, commandLine };
  }
  return undefined;
}

/** Where the program lies, seen from its script: `bin/code` on Linux and Windows, deep in the bundle on macOS. */
function executableFor(commandLine: string): string | undefined {
  const folder = path.dirname(commandLine);
  const candidates = {
    darwin: ['../../../MacOS/Code', '../../../MacOS/Electron'],
    win32: ['../Code.exe'],
  }[process.platform as 'darwin' | 'win32'] ?? ['../code'];
  return candidates
    .map((candidate) => path.resolve(folder, candidate))
    .find((file) => existsSync(file) && file !== commandLine);
}
