import * as vscode from 'vscode';
import type { Disposable } from '../core/disposables.js';
import { isCancellation } from '../core/errors.js';

/** Every command of SCOUT's and what it takes; package.json names the same. */
export interface CommandArguments {
  'scout.openChat': [];
  'scout.newChat': [];
  'scout.chooseProvider': [];
  'scout.chooseBackgroundProvider': [];
  'scout.chooseModel': [];
  /** Asks for the provider when its id is not given. */
  'scout.setApiKey': [provider?: unknown];
  'scout.removeApiKey': [provider?: unknown];
  'scout.testConnection': [];
  'scout.showLog': [];
  'scout.showTasks': [];
  'scout.showMemoryReport': [];
  'scout.startMemoryTracing': [];
  'scout.stopMemoryTracing': [];
  'scout.saveHeapSnapshot': [];
}

export type CommandId = keyof CommandArguments;

/** One handler for each command: a forgotten one does not compile. */
export type CommandHandlers = {
  readonly [Id in CommandId]: (...parameters: CommandArguments[Id]) => Promise<void> | void;
};

/** Registers every command. What a handler throws goes to `onError`, cancellation excepted. */
export function registerCommands(handlers: CommandHandlers, onError: (error: unknown) => void): Disposable {
  const registrations = Object.entries(handlers).map(([id, handler]) =>
    vscode.commands.registerCommand(id, async (...parameters: unknown[]) => {
      try {
        await (handler as (...all: unknown[]) => unknown)(...parameters);
      } catch (error) {
        if (!isCancellation(error)) onError(error);
      }
    }),
  );
  return vscode.Disposable.from(...registrations);
}
