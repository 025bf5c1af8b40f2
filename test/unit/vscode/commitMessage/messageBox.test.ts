import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { MessageBox } from '../../../../src/vscode/commitMessage/messageBox.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

const rootUri = vscode.Uri.file('/work/my shop');
const query = `rootUri=${encodeURIComponent(rootUri.toString())}`;
const boxUri = vscode.Uri.from({ scheme: 'vscode-scm', path: 'git/scm0/input', query });

describe('the box for a commit message', () => {
  /** What VS Code shows, which hears of what is written when `arrive` is called. */
  let shown: string;
  let written: string[];
  let box: MessageBox;

  const tell = (uri: vscode.Uri, before: string, change: { rangeOffset: number; text: string }): void => {
    const contentChanges = [{ ...change, rangeLength: before.length - change.rangeOffset }];
    vscodeStub.documents.changed.fire({
      document: { uri, getText: () => shown },
      contentChanges,
    } as unknown as vscode.TextDocumentChangeEvent);
  };
  const type = (text: string, uri = boxUri): void => {
    const before = shown;
    shown += text;
    tell(uri, before, { rangeOffset: before.length, text });
  };
  const arrive = (): void => {
    while (written.length > 0) {
      const before = shown;
      shown = written.shift()!;
      if (shown !== before) tell(boxUri, before, { rangeOffset: 0, text: shown });
    }
  };

  beforeEach(() => {
    shown = '';
    written = [];
    const inputBox = {
      get value() {
        return written.at(-1) ?? shown;
      },
      set value(text: string) {
        written.push(text);
      },
    };
    box = new MessageBox({ inputBox, rootUri } as unknown as ConstructorParameters<typeof MessageBox>[0]);
  });

  afterEach(() => box.release());

  it('is not taken by what is written into it', () => {
    assert.ok(box.grow('feat'));
    arrive();
    box.finish('feat: a thing');
    arrive();
    assert.deepEqual([box.isTaken, shown], [false, 'feat: a thing']);
  });

  it('gets back what was typed while something else was under way, and what was typed after that', () => {
    box.grow('feat');
    arrive();
    box.finish('feat: a thing');
    type(' mine');
    assert.equal(box.isTaken, true);
    arrive();
    assert.equal(shown, 'feat mine', 'what was under way has been replaced again');
    box.finish('feat: another thing');
    arrive();
    assert.equal(shown, 'feat mine');
  });

  it('gets back each key of several, whenever it was pressed', () => {
    box.grow('feat');
    arrive();
    box.finish('feat: a thing');
    type('m');
    shown = written.shift()!;
    tell(boxUri, 'featm', { rangeOffset: 0, text: shown });
    type('y');
    arrive();
    assert.equal(shown, 'featmy');
  });

  it('lets the user take back what they have typed, although it is then what was written', () => {
    box.grow('feat');
    arrive();
    type('m');
    shown = 'feat';
    tell(boxUri, 'featm', { rangeOffset: 4, text: '' });
    assert.deepEqual([written, box.isTaken], [[], true]);
  });

  it('does not mind what is typed in the box of another repository', () => {
    box.grow('feat');
    arrive();
    type('x', vscode.Uri.from({ scheme: 'vscode-scm', path: 'git/scm1/input', query: 'rootUri=file:///else' }));
    shown = 'feat';
    assert.equal(box.isTaken, false);
  });

  it('may have been begun by the user: that text comes back when it is restored', () => {
    type('mine', vscode.Uri.parse('file:///a'));
    const begun = new MessageBox({
      inputBox: { value: 'mine' },
      rootUri,
    } as unknown as ConstructorParameters<typeof MessageBox>[0]);
    begun.finish('feat: a thing');
    assert.equal(begun.isUnchanged, false);
    begun.restore();
    assert.deepEqual([begun.isUnchanged, begun.isTaken], [true, false]);
    begun.release();
  });
});
