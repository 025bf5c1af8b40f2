import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activate, deactivate } from '../../../src/extension.js';
import { vscodeStub } from '../../support/vscodeStub/vscodeStub.js';
import { settled } from '../vscode/support/settled.js';
import { ScoutWindow } from './support/scoutWindow.js';

describe('a start of SCOUT that fails', () => {
  let window: ScoutWindow;

  beforeEach(() => {
    window = new ScoutWindow();
  });

  afterEach(() => window.dispose());

  /** Everything that SCOUT registers anywhere, or listens to. */
  const registrations = () => ({
    commands: [...vscodeStub.commands.registered.keys()],
    statusBarItems: vscodeStub.statusBarItems.filter(({ isDisposed }) => !isDisposed).length,
    serializers: [...vscodeStub.webviews.serializers.keys()],
    views: [...vscodeStub.webviews.providers.keys()],
    settings: vscodeStub.settings.listenerCount,
    secrets: vscodeStub.secrets.listenerCount,
    exceptions: process.listenerCount('uncaughtExceptionMonitor'),
    rejections: process.listenerCount('unhandledRejection'),
  });

  it('tells the user once why, with a button for the log, which stays', async () => {
    vscode.commands.registerCommand('scout.showTasks', () => undefined);
    vscodeStub.messages.answer('Open Log');
    await assert.rejects(window.start(), { message: "command 'scout.showTasks' already exists" });
    await settled();
    assert.deepEqual(
      vscodeStub.messages.shown.map(({ severity, message, buttons }) => [severity, message, ...buttons]),
      [['error', "SCOUT could not start: command 'scout.showTasks' already exists", 'Open Log']],
    );
    assert.equal(window.lines.at(-1), 'error: SCOUT could not start');
    assert.match(window.channel.lines.at(-1)!, /command 'scout.showTasks' already exists\n +at /u, 'with its stack');
    assert.deepEqual([window.channel.shows, window.channel.isDisposed], [1, false]);
  });

  it('releases the commands before one whose name is taken, and leaves that one alone', async () => {
    vscode.commands.registerCommand('scout.showTasks', () => undefined);
    const before = registrations();
    await assert.rejects(window.start());
    assert.deepEqual(registrations(), before);
  });

  it('releases everything when what it registers last is refused', async () => {
    vscode.window.registerWebviewViewProvider('scout.chatView', { resolveWebviewView: () => undefined });
    const before = registrations();
    await assert.rejects(window.start());
    assert.deepEqual(registrations(), before);
  });

  it('ends memory tracing', async () => {
    vscodeStub.settings.set('memoryTracing.onStartup', true);
    vscode.commands.registerCommand('scout.openChat', () => undefined);
    await assert.rejects(window.start());
    assert.match(window.lines.join('\n'), /SCOUT stopped while memory tracing was on/u);
  });

  it('releases what it has when it fails before it registers anything', async () => {
    const before = registrations();
    Object.defineProperty(window.context, 'globalStorageUri', { value: undefined });
    await assert.rejects(window.start());
    assert.deepEqual(registrations(), before);
    assert.match(vscodeStub.messages.shown[0]!.message, /^SCOUT could not start: /u);
  });

  it('leaves nothing for the deactivation to do', async () => {
    vscode.commands.registerCommand('scout.showTasks', () => undefined);
    await assert.rejects(activate(window.context));
    await deactivate();
    assert.doesNotMatch(window.lines.join('\n'), /\[shutdown\]/u);
  });
});

describe('the extension', () => {
  it('starts SCOUT, and ends it when it is deactivated; twice is harmless', async () => {
    const window = new ScoutWindow();
    await activate(window.context);
    assert.ok(vscodeStub.commands.registered.has('scout.openChat'));
    await deactivate();
    assert.equal(window.lines.at(-1), 'info: Application shutdown complete.');
    const { length } = window.lines;
    await deactivate();
    assert.equal(window.lines.length, length);
    await window.dispose();
  });
});
