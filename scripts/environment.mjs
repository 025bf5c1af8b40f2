/** Where things are, and how the scripts start other programs. Runs from Node 20, without dependencies. */
import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectFolder = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');
export const modulesFolder = path.join(projectFolder, 'node_modules');

const isWindows = process.platform === 'win32';

/** The npm package that carries Node 24 for this machine; the folder may be missing. */
export function nodePackageFolder() {
  return path.join(modulesFolder, `node-${isWindows ? 'win' : process.platform}-${process.arch}`);
}

/**
 * The Node that builds and tests: the one among the project's packages, else the one that runs this
 * script. VS Code's server needs Node 22 or later, and so does everything here but the set-up.
 */
export function nodeExecutable() {
  const packaged = path.join(nodePackageFolder(), 'bin', isWindows ? 'node.exe' : 'node');
  if (existsSync(packaged)) return packaged;
  if (Number(process.versions.node.split('.')[0]) >= 22) return process.execPath;
  throw new Error(
    `Please install Node 24: npm has no Node package for ${process.platform} on ${process.arch}, and this is Node ${process.versions.node}.`,
  );
}

/** Variables npm hands to scripts that would make a second npm, run elsewhere, act on this project. */
const npmsOwn = /^npm_(config_local_prefix|package_|lifecycle_|command$|node_execpath$)|^INIT_CWD$/;

/** The environment of what the scripts start: Node 24 and the project's programs come first on the PATH. */
export function childEnvironment(additions = {}) {
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !npmsOwn.test(name) && name.toUpperCase() !== 'PATH'),
  );
  // Set inside VS Code's terminals: it makes any `code` talk to the surrounding editor.
  delete environment.VSCODE_IPC_HOOK_CLI;
  delete environment.ELECTRON_RUN_AS_NODE;
  const ours = [path.dirname(nodeExecutable()), path.join(modulesFolder, '.bin')];
  return { ...environment, PATH: [...ours, searchPath()].join(path.delimiter), ...additions };
}

function searchPath() {
  return Object.entries(process.env).find(([name]) => name.toUpperCase() === 'PATH')?.[1] ?? '';
}

/** The first executable of this name on the PATH; `undefined` when there is none. */
export function findProgram(name) {
  const suffixes = isWindows ? ['.exe', '.cmd', '.bat'] : [''];
  for (const folder of searchPath().split(path.delimiter)) {
    for (const suffix of suffixes) {
      const file = path.join(folder, name + suffix);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // Not here; the next folder may have it.
      }
    }
  }
  return undefined;
}

/**
 * Runs a program to its end. With `capture` its output is collected instead of shown; `timeLimit` is
 * in milliseconds. Resolves with the exit code, 1 for a signal, a failed start or a time-out.
 */
export function run(program, args, { cwd = projectFolder, env = childEnvironment(), capture = false, timeLimit } = {}) {
  return new Promise((resolve) => {
    const shell = isWindows && /\.(cmd|bat)$/.test(program);
    const quoted = (text) => (shell ? `"${text}"` : text);
    const child = spawn(quoted(program), args.map(quoted), {
      cwd,
      env,
      shell,
      stdio: capture ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    });
    let output = '';
    child.stdout?.on('data', (data) => (output += data));
    child.stderr?.on('data', (data) => (output += data));
    const timer =
      timeLimit &&
      setTimeout(() => {
        output += `\nStopped after ${timeLimit / 1000} s.`;
        if (!capture) console.error(`Stopped after ${timeLimit / 1000} s.`);
        child.kill('SIGTERM');
        setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
      }, timeLimit);
    // Ctrl-C reaches the child by itself: what it has started ends in order, then the child, then this.
    let interrupted = false;
    const onInterrupt = () => (interrupted = true);
    const onTerminate = () => {
      interrupted = true;
      child.kill('SIGTERM');
    };
    process.on('SIGINT', onInterrupt);
    process.on('SIGTERM', onTerminate);
    // npm does not pass its own end on to the scripts it runs.
    const parent = process.ppid;
    const watch = setInterval(() => process.ppid !== parent && onTerminate(), 1_000).unref();
    const finish = (code) => {
      clearTimeout(timer);
      clearInterval(watch);
      process.off('SIGINT', onInterrupt);
      process.off('SIGTERM', onTerminate);
      // Whoever interrupted one thing does not want the next.
      if (interrupted) process.exit(130);
      resolve({ code, output });
    };
    child.on('error', (error) => {
      output += `\n${error.message}`;
      finish(1);
    });
    child.on('close', (code) => finish(code ?? 1));
  });
}

/** Runs Node 24 with TypeScript support. */
export function runTypeScript(file, args = [], options = {}) {
  return run(nodeExecutable(), ['--import', 'tsx', path.join(projectFolder, file), ...args], options);
}

/** The arguments that start npm: the very npm that started us, where there is one, under the given Node. */
export function npmCommand(node) {
  const npm = process.env.npm_execpath;
  if (npm && /npm-cli\.c?js$/.test(npm) && existsSync(npm)) return [node, npm];
  return [findProgram('npm') ?? 'npm'];
}
