import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findDesktopVsCode } from '../../support/editor/desktopVsCode.js';

// The layouts of the other systems cannot be made here.
const describeOnLinux = process.platform === 'linux' ? describe : () => undefined;

describeOnLinux('looking for a desktop VS Code', () => {
  let folder: string;

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'scout-desktop-')));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function file(...parts: string[]): string {
    const name = path.join(folder, ...parts);
    mkdirSync(path.dirname(name), { recursive: true });
    writeFileSync(name, '');
    return name;
  }

  it('finds the program beside the script that a link on the PATH leads to', () => {
    const executable = file('share', 'code', 'code');
    const commandLine = file('share', 'code', 'bin', 'code');
    mkdirSync(path.join(folder, 'bin'));
    symlinkSync(commandLine, path.join(folder, 'bin', 'code'));
    assert.deepEqual(findDesktopVsCode(path.join(folder, 'bin')), { executable, commandLine });
  });

  it('passes over the script of a remote window, which belongs to no desktop', () => {
    file('server', 'bin', 'remote-cli', 'code');
    assert.equal(findDesktopVsCode(path.join(folder, 'server', 'bin', 'remote-cli')), undefined);
  });

  it('finds nothing in folders that are not there', () => {
    assert.equal(findDesktopVsCode(path.join(folder, 'nowhere')), undefined);
  });
});
