import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './freePort.js';
import { projectFolder } from '../projectFolder.js';

/** `npm run test:lowest` names another code-server, and the Node that one needs. */
export const codeServerFolder =
  process.env['SCOUT_CODE_SERVER'] ?? path.join(projectFolder, 'node_modules', 'code-server');
export const codeServerNode = process.env['SCOUT_CODE_SERVER_NODE'] ?? process.execPath;

export interface VsCodeServerOptions {
  /** Holds everything the server writes; survives the server. */
  readonly dataFolder: string;
  readonly extensionsFolder: string;
  /** A port that was used before keeps what the browser stored for this address. */
  readonly port?: number;
  /** Added to this process's own environment; the extension host inherits it. `undefined` removes a variable. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Whether folders must be trusted before their settings count; all are, by default. */
  readonly workspaceTrust?: boolean;
  /** Further flags of VS Code's server. */
  readonly flags?: readonly string[];
  /** Asked for in the browser before anything is shown; without it, a random token in the address is. */
  readonly password?: string;
}

/** A running VS Code server on the loopback interface. */
export interface VsCodeServer {
  /** Such as `http://127.0.0.1:40123`. */
  readonly origin: string;
  readonly port: number;
  /** What a browser opens; holds the server's token, without which it answers nothing. */
  address(query: Readonly<Record<string, string>>): string;
  readonly processId: number;
  /** Resolves when the server has ended, for whatever reason. */
  readonly ended: Promise<unknown>;
  /** What the server printed so far. */
  output(): string;
  /** Ends the server and every process it started; resolves when they are gone. Calling it again is harmless. */
  stop(): Promise<void>;
}

/**
 * Starts VS Code's server from the code-server package and waits until it answers.
 *
 * Without a password this is VS Code's own `server-main.js`; with one it is code-server's entry, which also keeps the key that the browser's stored secrets are encrypted with.
 * Rejects with the server's output when it ends early or does not answer within a minute.
 */
export async function startVsCodeServer(options: VsCodeServerOptions): Promise<VsCodeServer> {
  const port = options.port ?? (await freePort());
  mkdirSync(options.extensionsFolder, { recursive: true });
  mkdirSync(options.dataFolder, { recursive: true, mode: 0o700 });
  const token = randomBytes(24).toString('hex');
  const child = spawn(codeServerNode, serverArguments(options, port, token), {
    env: serverEnvironment(options),
    stdio: ['ignore', 'pipe', 'pipe'],
    // Its own process group: the extension host and the rest end together with the server.
    detached: process.platform !== 'win32',
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('VS Code’s server could not be started.');
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  const killAtExit = () => killGroup(child, 'SIGKILL');
  process.once('exit', killAtExit);
  const server: VsCodeServer = {
    origin: `http://127.0.0.1:${port}`,
    port,
    address: (query) => {
      const asked = options.password === undefined ? { tkn: token, ...query } : query;
      return `http://127.0.0.1:${port}/?${new URLSearchParams(asked).toString()}`;
    },
    processId: pid,
    ended: once(child, 'exit'),
    output: () => output,
    stop: async () => {
      await stopGroup(child);
      process.off('exit', killAtExit);
    },
  };
  await waitUntilItAnswers(server, child);
  return server;
}

function serverArguments(
  { dataFolder, extensionsFolder, password, workspaceTrust = false, flags = [] }: VsCodeServerOptions,
  port: number,
  token: string,
): string[] {
  const trust = workspaceTrust ? [] : ['--disable-workspace-trust'];
  if (password === undefined) {
    // Not among the arguments: every user of the machine can read those.
    const tokenFile = path.join(dataFolder, 'token');
    writeFileSync(tokenFile, token, { mode: 0o600 });
    return [
      path.join(codeServerFolder, 'lib/vscode/out/server-main.js'),
      ...['--host', '127.0.0.1', '--port', String(port)],
      ...['--server-data-dir', dataFolder, '--extensions-dir', extensionsFolder],
      ...['--connection-token-file', tokenFile, '--accept-server-license-terms', '--telemetry-level', 'off'],
      ...trust,
      ...flags,
    ];
  }
  return [
    path.join(codeServerFolder, 'out/node/entry.js'),
    ...['--bind-addr', `127.0.0.1:${port}`, '--auth', 'password', '--config', path.join(dataFolder, 'config.yaml')],
    ...['--user-data-dir', path.join(dataFolder, 'data'), '--extensions-dir', extensionsFolder],
    ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override', '--disable-proxy'],
    ...trust,
    ...['--app-name', 'SCOUT in VS Code'],
    ...flags,
  ];
}

function serverEnvironment({ environment, password }: VsCodeServerOptions): NodeJS.ProcessEnv {
  const merged: NodeJS.ProcessEnv = { ...process.env, ...environment };
  if (password !== undefined) merged['PASSWORD'] = password;
  for (const name of Object.keys(merged)) {
    // What npm and surrounding editors leave behind would steer the extension host.
    if (/^(npm_|VSCODE_|ELECTRON_)/.test(name) || merged[name] === undefined) delete merged[name];
  }
  return merged;
}

async function waitUntilItAnswers(server: VsCodeServer, child: ChildProcess): Promise<void> {
  const giveUpAt = Date.now() + 60_000;
  for (;;) {
    if (child.exitCode !== null)
      throw new Error(`VS Code’s server ended with ${child.exitCode}:\n${outputEnd(server)}`);
    const response = await fetch(server.origin, { redirect: 'manual' }).catch(() => undefined);
    await response?.body?.cancel();
    if (response && response.status < 500) return;
    if (Date.now() > giveUpAt) {
      await server.stop();
      throw new Error(`VS Code’s server does not answer:\n${outputEnd(server)}`);
    }
    await delay(50);
  }
}

/** The last lines, cut: a stack in minified code may fill screens. */
function outputEnd(server: VsCodeServer): string {
  return server
    .output()
    .trim()
    .split('\n')
    .slice(-20)
    .map((line) => line.slice(0, 300))
    .join('\n');
}

async function stopGroup(child: ChildProcess): Promise<void> {
  const gone = child.exitCode !== null || child.signalCode !== null ? Promise.resolve() : once(child, 'exit');
  killGroup(child, 'SIGTERM');
  if ((await Promise.race([gone, delay(5_000, 'late', { ref: false })])) === 'late') {
    killGroup(child, 'SIGKILL');
    await gone;
  }
  // The server may have gone before its children.
  killGroup(child, 'SIGKILL');
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // The whole group is gone already.
  }
}
