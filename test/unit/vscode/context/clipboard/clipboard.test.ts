import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ClipboardProvider } from '../../../../../src/vscode/context/clipboard/clipboardProvider.js';
import { LastCopy } from '../../../../../src/vscode/context/clipboard/lastCopy.js';
import { pastedText } from '../../../../../src/vscode/context/clipboard/pastedText.js';
import { vscodeStub } from '../../../../support/vscodeStub/vscodeStub.js';

const lines = ['one', 'two', 'three', 'four'];
const file = vscode.Uri.file('/w/src/a.ts');

/** Copies these places of a document with four lines, as the editor tells of it. */
function copy(lineEnd: string, ...places: readonly (readonly [number, number, number, number])[]): void {
  const ranges = places.map(
    ([startLine, startCharacter, endLine, endCharacter]) =>
      ({
        start: { line: startLine, character: startCharacter },
        end: { line: endLine, character: endCharacter },
        isEmpty: startLine === endLine && startCharacter === endCharacter,
      }) as vscode.Range,
  );
  const document = {
    uri: file,
    languageId: 'typescript',
    getText: ({ start, end }: vscode.Range) => {
      const all = lines.map((line) => line + lineEnd);
      const offset = (line: number, character: number): number => all.slice(0, line).join('').length + character;
      return all.join('').slice(offset(start.line, start.character), offset(end.line, end.character));
    },
    lineAt: (line: number) => ({
      rangeIncludingLineBreak: { start: { line, character: 0 }, end: { line: line + 1, character: 0 }, isEmpty: false },
    }),
  } as unknown as vscode.TextDocument;
  const [, provider] = vscodeStub.pasteProviders[0]!;
  const { token } = new vscode.CancellationTokenSource();
  void provider.prepareDocumentPaste!(document, ranges, {} as vscode.DataTransfer, token);
}

describe('a pasted text, as an attachment', () => {
  beforeEach(() => vscodeStub.openFolders(vscode.Uri.file('/w')));

  it('is the lines that were copied in an editor', () => {
    const copies = new LastCopy();
    copy('\r\n', [1, 1, 2, 3]);
    const part = pastedText('wo\nthr', copies);
    assert.deepEqual(
      [part.kind, part.label, part.uri, part.range, part.languageId, part.text],
      ['selection', 'src/a.ts', file.toString(), { start: 2, end: 3 }, 'typescript', 'wo\nthr'],
    );
  });

  it('is the whole line that is copied without a selection, with or without its end', () => {
    const copies = new LastCopy();
    copy('\n', [2, 1, 2, 1]);
    assert.deepEqual(pastedText('three\n', copies).range, { start: 3, end: 3 });
    assert.deepEqual(pastedText('three', copies).range, { start: 3, end: 3 });
  });

  it('is a text by itself when it is anything else', () => {
    const copies = new LastCopy();
    copy('\n', [0, 0, 1, 3]);
    const part = pastedText('one\ntwo!', copies);
    assert.deepEqual([part.kind, part.label, part.uri], ['text', 'one two!', undefined]);
    copy('\n', [0, 0, 0, 3], [1, 0, 1, 3]);
    assert.equal(pastedText('one\ntwo', copies).kind, 'text');
  });

  it('changes no paste, and is forgotten at the end', () => {
    const copies = new LastCopy();
    const [[selector, provider]] = vscodeStub.pasteProviders as [(typeof vscodeStub.pasteProviders)[number]];
    assert.equal(selector, '*');
    assert.deepEqual(Object.keys(provider), ['prepareDocumentPaste']);
    copies.dispose();
    assert.deepEqual(vscodeStub.pasteProviders, []);
  });

  it('can be what is in the clipboard', async () => {
    const provider = new ClipboardProvider(new LastCopy());
    const { signal } = new AbortController();
    await assert.rejects(provider.capture('clipboard:text', signal), /no text in the clipboard/u);
    vscodeStub.clipboard = 'some text';
    assert.deepEqual(
      (await provider.capture('clipboard:text', signal)).map(({ text }) => text),
      ['some text'],
    );
    assert.deepEqual(
      (await provider.find('clip')).map(({ id }) => id),
      ['clipboard:text'],
    );
  });
});
