import { format } from 'node:util';
import type * as vscode from 'vscode';
import { EventEmitter } from './events.js';
import { LogLevel } from './values.js';

/** A log channel that remembers its lines as `level: message`. */
export class FakeLogChannel implements vscode.LogOutputChannel {
  readonly name: string;
  readonly lines: string[] = [];
  /** How often it was brought before the user. */
  shows = 0;
  isDisposed = false;
  logLevel: vscode.LogLevel = LogLevel.Trace;
  readonly onDidChangeLogLevel = new EventEmitter<vscode.LogLevel>().event;

  constructor(name: string) {
    this.name = name;
  }

  trace(message: string, ...rest: unknown[]): void {
    this.#write(LogLevel.Trace, 'trace', message, rest);
  }

  debug(message: string, ...rest: unknown[]): void {
    this.#write(LogLevel.Debug, 'debug', message, rest);
  }

  info(message: string, ...rest: unknown[]): void {
    this.#write(LogLevel.Info, 'info', message, rest);
  }

  warn(message: string, ...rest: unknown[]): void {
    this.#write(LogLevel.Warning, 'warn', message, rest);
  }

  error(message: string | Error, ...rest: unknown[]): void {
    this.#write(LogLevel.Error, 'error', message, rest);
  }

  append(value: string): void {
    this.info(value);
  }

  appendLine(value: string): void {
    this.info(value);
  }

  replace(value: string): void {
    this.clear();
    this.info(value);
  }

  clear(): void {
    this.lines.length = 0;
  }

  show(): void {
    this.shows += 1;
  }

  hide(): void {
    // Nothing here depends on it.
  }

  dispose(): void {
    this.isDisposed = true;
  }

  #write(level: vscode.LogLevel, name: string, message: string | Error, rest: readonly unknown[]): void {
    if (this.isDisposed) throw new Error('Channel has been closed');
    if (this.logLevel !== LogLevel.Off && level >= this.logLevel)
      this.lines.push(`${name}: ${format(message, ...rest)}`);
  }
}
