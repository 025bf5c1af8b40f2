import assert from 'node:assert/strict';
import {
  terminalCommandId,
  TerminalProvider,
  terminalSelectionId,
} from '../../../../../src/vscode/context/terminal/terminalProvider.js';
import { TerminalOutputs } from '../../../../../src/vscode/context/terminal/terminalOutputs.js';
import type { AttachmentPart } from '../../../../../src/core/message.js';
import { recordingLogger } from '../../../../support/recordingLogger.js';
import { vscodeStub } from '../../../../support/vscodeStub/vscodeStub.js';

const { signal } = new AbortController();
const copyCommand = 'workbench.action.terminal.copyLastCommandAndLastCommandOutput';
const copySelection = 'workbench.action.terminal.copySelection';

async function captured(provider: TerminalProvider, id = terminalCommandId): Promise<AttachmentPart> {
  const [part] = await provider.capture(id, signal);
  return part!;
}

describe('what a terminal shows, as an attachment', () => {
  it('is the last command with its output and its exit code', async () => {
    const terminal = vscodeStub.terminals.open('bash');
    using outputs = new DisposableOutputs();
    await vscodeStub.terminals.run(terminal, 'ls', ['a\r\n'], 0);
    await vscodeStub.terminals.run(terminal, 'npm test', ['\u001b[31m1 fai', 'led\u001b[0m\r\n'], 1);
    const part = await captured(new TerminalProvider(outputs.value));
    assert.equal(part.text, '$ npm test\n1 failed\n[exit code 1]');
    assert.deepEqual([part.kind, part.label, part.note], ['terminal', 'npm test', undefined]);
  });

  it('says that the command still runs, and that the beginning is missing', async () => {
    const terminal = vscodeStub.terminals.open('bash');
    using outputs = new DisposableOutputs();
    await vscodeStub.terminals.run(terminal, 'npm start', ['first\n', 'line\n'.repeat(60_000), 'last\n']);
    const part = await captured(new TerminalProvider(outputs.value));
    assert.equal(part.note, 'still running, only the end of it');
    assert.doesNotMatch(part.text!, /first|exit code/u);
    assert.match(part.text!, /line\nlast$/u);
    assert.ok(part.text!.length <= 100_000);
  });

  it('takes an empty line for no command, and forgets a closed terminal', async () => {
    const terminal = vscodeStub.terminals.open('bash');
    using outputs = new DisposableOutputs();
    await vscodeStub.terminals.run(terminal, 'make', ['done'], 'unknown');
    await vscodeStub.terminals.run(terminal, '', [], 0);
    assert.equal((await captured(new TerminalProvider(outputs.value))).text, '$ make\ndone');
    vscodeStub.terminals.closed.fire(terminal);
    assert.equal(outputs.value.lastOf(terminal), undefined);
  });

  it('is copied by VS Code where SCOUT has not seen the command, and the clipboard is as it was', async () => {
    vscodeStub.terminals.open('bash');
    using outputs = new DisposableOutputs();
    vscodeStub.clipboard = 'mine';
    vscodeStub.commands.register(copyCommand, () => (vscodeStub.clipboard = 'npm test\nold output'));
    const part = await captured(new TerminalProvider(outputs.value));
    assert.deepEqual([part.label, part.text], ['npm test', 'npm test\nold output']);
    assert.equal(vscodeStub.clipboard, 'mine');
  });

  it('is what the terminal shows where VS Code has not told all that a quick command has written', async () => {
    const terminal = vscodeStub.terminals.open('bash');
    using outputs = new DisposableOutputs();
    const provider = new TerminalProvider(outputs.value);
    let copies = 0;
    let shown = 'echo a; echo b\na\nb';
    vscodeStub.commands.register(copyCommand, () => {
      copies += 1;
      vscodeStub.clipboard = shown;
    });
    vscodeStub.clipboard = 'mine';
    await vscodeStub.terminals.run(terminal, 'echo a; echo b', [], 0);
    assert.equal((await captured(provider)).text, '$ echo a; echo b\na\nb\n[exit code 0]');
    await vscodeStub.terminals.run(terminal, 'echo a; echo b', ['b\r\n'], 0);
    assert.equal((await captured(provider)).text, '$ echo a; echo b\na\nb\n[exit code 0]');
    assert.equal(vscodeStub.clipboard, 'mine');
    shown = 'another command\nwith much more output';
    assert.equal((await captured(provider)).text, '$ echo a; echo b\nb\n[exit code 0]');
    assert.equal(copies, 3);
    vscodeStub.clipboard = '';
    await captured(provider);
    assert.equal(copies, 3, 'there may be a picture in the clipboard');
    vscodeStub.clipboard = 'mine';
    await vscodeStub.terminals.run(terminal, 'make', ['line\r\n'.repeat(1_000)], 0);
    await captured(provider);
    await vscodeStub.terminals.run(terminal, 'serve', ['up']);
    await captured(provider);
    assert.equal(copies, 3, 'neither of much output, nor while the command runs');
  });

  it('is refused when nothing was copied, or the command fails, and the clipboard is as it was', async () => {
    vscodeStub.terminals.open('bash');
    using outputs = new DisposableOutputs();
    const provider = new TerminalProvider(outputs.value);
    vscodeStub.clipboard = 'mine';
    const registration = vscodeStub.commands.register(copyCommand, () => undefined);
    await assert.rejects(captured(provider), /does not know the last command/u);
    assert.equal(vscodeStub.clipboard, 'mine');
    registration.dispose();
    vscodeStub.commands.register(copyCommand, () => {
      vscodeStub.clipboard = 'half';
      throw new Error('no terminal');
    });
    await assert.rejects(captured(provider), /no terminal/u);
    assert.equal(vscodeStub.clipboard, 'mine');
  });

  it('is the selection, without the command', async () => {
    const terminal = vscodeStub.terminals.open('zsh');
    using outputs = new DisposableOutputs();
    await vscodeStub.terminals.run(terminal, 'ls', ['a'], 0);
    vscodeStub.clipboard = 'same';
    // What is selected may be what was copied before.
    vscodeStub.commands.register(copySelection, () => (vscodeStub.clipboard = 'same'));
    const part = await captured(new TerminalProvider(outputs.value), terminalSelectionId);
    assert.deepEqual([part.label, part.text], ['Selection in zsh', 'same']);
  });

  it('is offered where a terminal is open', async () => {
    using outputs = new DisposableOutputs();
    const provider = new TerminalProvider(outputs.value);
    assert.deepEqual(await provider.find(''), []);
    await assert.rejects(captured(provider), /No terminal is open/u);
    const terminal = vscodeStub.terminals.open('bash');
    await vscodeStub.terminals.run(terminal, 'npm $(x) test', [], 0);
    assert.deepEqual(
      (await provider.find('')).map(({ id, description }) => [id, description]),
      [
        [terminalCommandId, 'bash · npm $ (x) test'],
        [terminalSelectionId, 'bash'],
      ],
    );
    assert.deepEqual(
      (await provider.find('termsel')).map(({ id }) => id),
      [terminalSelectionId],
    );
  });
});

class DisposableOutputs implements Disposable {
  readonly value = new TerminalOutputs(recordingLogger());

  [Symbol.dispose](): void {
    this.value.dispose();
    assert.equal(vscodeStub.terminals.started.listenerCount, 0);
  }
}
