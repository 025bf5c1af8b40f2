import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';

interface Keybinding {
  readonly command: string;
  readonly key?: string;
  readonly mac?: string;
  readonly when?: string;
}

/** VS Code as it is served to tests: the same code has the keys of all platforms. */
const vscodeFolder = path.join('node_modules', 'code-server', 'lib', 'vscode');
const workbench = path.join(vscodeFolder, 'out', 'vs', 'code', 'browser', 'workbench', 'workbench.js');

/** What VS Code has on one of these keys already, and what has to be in our condition so that it stays. */
const shared: Readonly<Record<string, string>> = {
  // New Untitled File, in a browser on Windows.
  'ctrl+k n': '!(isWeb && isWindows)',
  // Toggle Scroll Cell Output.
  'ctrl+k y': '!notebookEditorFocused',
};

function keybindingsOf(file: string): readonly Keybinding[] {
  const { contributes } = JSON.parse(readFileSync(file, 'utf8')) as {
    contributes?: { keybindings?: readonly Keybinding[] };
  };
  return contributes?.keybindings ?? [];
}

/** VS Code writes a chord as a call with two numbers: Ctrl (2048) and K (41), and the second key, of which A is 31. */
function chordsOf(code: string): ReadonlySet<string> {
  const letters = [...code.matchAll(/\(2089,(\d+)\)/gu)].map(([, number]) => Number(number) - 31);
  const isLetter = (letter: number): boolean => letter >= 0 && letter < 26;
  return new Set(letters.filter(isLetter).map((letter) => `ctrl+k ${String.fromCharCode(97 + letter)}`));
}

describe('keys', () => {
  /** Those of SCOUT's own list are as in every list of VS Code's, and hold while that has the focus, where no others do. */
  const inList = ['scout.removeAttached'];
  const all = keybindingsOf('package.json');
  const ours = all.filter(({ command }) => !inList.includes(command));

  it('of SCOUT’s own list hold in that list only, and not while one types', () => {
    const listed = all.filter(({ command }) => inList.includes(command));
    assert.deepEqual(listed, [
      {
        command: 'scout.removeAttached',
        key: 'delete',
        mac: 'cmd+backspace',
        when: 'focusedView == scout.attachedView && !inputFocus',
      },
    ]);
  });

  it('are two strokes that begin with Ctrl+K, on macOS with ⌘K', () => {
    for (const { key = '', mac } of ours) {
      assert.match(key, /^ctrl\+k [a-z]$/u);
      assert.equal(mac, key.replace('ctrl', 'cmd'));
    }
  });

  it('override none of those that VS Code has itself', () => {
    assert.ok(existsSync(workbench), 'VS Code is there');
    const theirs = chordsOf(readFileSync(workbench, 'utf8'));
    assert.ok(theirs.has('ctrl+k s') && theirs.has('ctrl+k z'), 'Save All and Zen Mode are found');
    for (const { key = '', when = '', command } of ours) {
      if (!theirs.has(key)) continue;
      assert.ok(key in shared, `${command} has a key of VS Code’s: ${key}`);
      assert.ok(when.includes(shared[key]!), `${command} leaves ${key} to VS Code where that needs it`);
    }
    assert.deepEqual(
      Object.keys(shared).filter((key) => !theirs.has(key)),
      [],
      'nothing is given up for nothing',
    );
  });

  it('override none of those of the extensions that come with VS Code', () => {
    const manifests = globSync(path.join(vscodeFolder, 'extensions', '*', 'package.json'));
    const theirs = manifests.flatMap(keybindingsOf).flatMap(({ key, mac }) => [key, mac]);
    assert.ok(theirs.length > 4, 'they have some');
    const taken = ours.flatMap(({ key, mac }) => [key, mac]).filter((key) => theirs.includes(key));
    assert.deepEqual(taken, []);
  });
});
