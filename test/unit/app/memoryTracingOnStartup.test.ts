import assert from 'node:assert/strict';
import { vscodeStub } from '../../support/vscodeStub/vscodeStub.js';
import { settled } from '../vscode/support/settled.js';
import { ScoutWindow } from './support/scoutWindow.js';

describe('memory tracing from the start', () => {
  let window: ScoutWindow;

  beforeEach(() => {
    window = new ScoutWindow();
  });

  afterEach(() => window.dispose());

  const isRegistered = (): boolean => vscodeStub.commands.registered.size > 0;

  it('runs before SCOUT registers anything, and until its end', async () => {
    vscodeStub.settings.set('memoryTracing.onStartup', true);
    const starting = window.start();
    assert.equal(isRegistered(), false);
    const scout = await starting;
    assert.ok(window.lines.includes('info: [memory] Memory tracing started'));
    assert.deepEqual(vscodeStub.commands.executed, [['setContext', 'scout.memoryTracing', true]]);
    assert.deepEqual(vscodeStub.messages.shown, [], 'without a word to the user');
    assert.equal(isRegistered(), true);
    await scout.shutdown();
    assert.match(window.lines.join('\n'), /\[memory\] SCOUT stopped while memory tracing was on/u);
  });

  it('is waited for only where the setting asks for it', async () => {
    const starting = window.start();
    assert.equal(isRegistered(), true);
    await starting;
    assert.deepEqual(vscodeStub.commands.executed, []);
  });

  it('is logged and shown when it fails, and SCOUT starts without it', async () => {
    vscodeStub.settings.set('memoryTracing.onStartup', true);
    vscodeStub.commands.builtIn.delete('setContext');
    vscodeStub.messages.answer('Open Log');
    await window.start();
    await settled();
    assert.ok(window.lines.includes('error: Could not start memory tracing'));
    assert.match(vscodeStub.messages.shown[0]?.message ?? '', /^Something went wrong in SCOUT: .*setContext/u);
    assert.equal(window.channel.shows, 1);
    assert.equal(isRegistered(), true);
  });
});
