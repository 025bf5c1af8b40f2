import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { registerCommands, type CommandHandlers } from '../../../src/app/commandRegistration.js';
import { DisposableStore } from '../../../src/core/disposables.js';
import { abortError } from '../../../src/core/errors.js';
import { vscodeStub } from '../../support/vscodeStub/vscodeStub.js';

describe('registerCommands', () => {
  let store: DisposableStore;
  let errors: unknown[];

  beforeEach(() => {
    errors = [];
    store = new DisposableStore((error) => {
      throw error;
    });
  });

  /** Registers only these: what is said here is true of each command by itself. */
  const register = (handlers: Partial<CommandHandlers>): void =>
    registerCommands(
      store,
      Object.keys(handlers),
      () => Promise.resolve(handlers as CommandHandlers),
      (error) => errors.push(error),
    );
  const execute = (id: string, ...parameters: unknown[]) => vscodeStub.commands.execute(id, ...parameters);
  const registered = (): readonly string[] => [...vscodeStub.commands.registered.keys()];

  it('gives each handler what its command is called with', async () => {
    const calls: unknown[][] = [];
    register({
      'scout.setApiKey': (...parameters) => void calls.push(['set', ...parameters]),
      'scout.removeApiKey': (...parameters) => void calls.push(['remove', ...parameters]),
    });
    await execute('scout.removeApiKey', 'openai', 2);
    await execute('scout.setApiKey');
    assert.deepEqual(calls, [['remove', 'openai', 2], ['set']]);
  });

  it('loads what commands do when one is used first, and passes on why it cannot', async () => {
    const fault = new Error('no such chunk');
    let loads = 0;
    const load = (): Promise<CommandHandlers> => Promise.reject(((loads += 1), fault));
    registerCommands(store, ['scout.openChat'], load, (error) => errors.push(error));
    assert.equal(loads, 0);
    assert.equal(await execute('scout.openChat'), undefined);
    assert.deepEqual([loads, errors], [1, [fault]]);
  });

  it('ends a command when its handler has ended', async () => {
    const work = Promise.withResolvers<void>();
    const ended: string[] = [];
    register({ 'scout.openChat': () => work.promise.then(() => void ended.push('handler')) });
    const command = execute('scout.openChat').then(() => ended.push('command'));
    work.resolve();
    await command;
    assert.deepEqual(ended, ['handler', 'command']);
  });

  it('passes on what a handler throws or rejects with, and ends the command without an error', async () => {
    const [thrown, rejected] = [new Error('thrown'), new Error('rejected')];
    register({
      'scout.openChat': () => {
        throw thrown;
      },
      'scout.newChat': () => Promise.reject(rejected),
    });
    assert.equal(await execute('scout.openChat'), undefined);
    assert.equal(await execute('scout.newChat'), undefined);
    assert.deepEqual(errors, [thrown, rejected]);
  });

  it('passes over a cancellation in silence', async () => {
    register({ 'scout.openChat': () => Promise.reject(abortError()) });
    await execute('scout.openChat');
    assert.deepEqual(errors, []);
  });

  it('leaves the release to the store, also of those before one whose name is taken', async () => {
    vscode.commands.registerCommand('scout.showLog', () => undefined);
    const nothing = (): void => undefined;
    assert.throws(
      () => register({ 'scout.openChat': nothing, 'scout.showLog': nothing, 'scout.showTasks': nothing }),
      /already exists/u,
    );
    assert.deepEqual(registered(), ['scout.showLog', 'scout.openChat']);
    await store.dispose();
    assert.deepEqual(registered(), ['scout.showLog']);
  });
});
