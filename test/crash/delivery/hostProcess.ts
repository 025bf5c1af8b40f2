import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { HostMessage, PostedMessage } from '../../../src/webview/protocol/protocol.js';
import type { ViewHostOptions } from './viewHostOptions.js';

/** The process with a view's host. What is posted to one that has ended vanishes, as in the editor. */
export class HostProcess {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #ended: Promise<unknown>;
  readonly #onExit = (): void => void this.#child.kill('SIGKILL');

  constructor(program: string, options: ViewHostOptions, onMessage: (message: HostMessage) => void) {
    const child = spawn(process.execPath, [program, JSON.stringify(options)], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#child = child as unknown as ChildProcessWithoutNullStreams;
    this.#ended = once(child, 'close');
    child.stdin.on('error', () => undefined);
    // A line that the end of the process cut short is no message.
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.endsWith('}')) onMessage(parsed(line));
    });
    process.once('exit', this.#onExit);
  }

  post(message: PostedMessage): void {
    if (this.#child.stdin.writable) this.#child.stdin.write(`${JSON.stringify(message)}\n`);
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Kills it, and waits until it is gone. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
    process.off('exit', this.#onExit);
  }
}

function parsed(line: string): HostMessage {
  try {
    return JSON.parse(line) as HostMessage;
  } catch {
    // Cut short right after a brace.
    return { type: 'pong' };
  }
}
