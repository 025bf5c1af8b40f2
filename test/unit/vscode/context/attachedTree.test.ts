import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { ScoutError } from '../../../../src/core/errors.js';
import { AttachedTree } from '../../../../src/vscode/context/attachedTree.js';
import { MemoryDraftAttachments } from '../../../support/memoryDraftAttachments.js';
import { attachmentPart } from '../../webview/host/support/memoryAttachments.js';

/** What is dropped, by media type: a text, or a file. */
function dataTransfer(entries: readonly [string, string | Partial<vscode.DataTransferFile>][]): vscode.DataTransfer {
  const items = entries.map(([type, value]): [string, vscode.DataTransferItem] => [
    type,
    {
      value,
      asString: () => Promise.resolve(typeof value === 'string' ? value : ''),
      asFile: () => (typeof value === 'string' ? undefined : (value as vscode.DataTransferFile)),
    },
  ]);
  return {
    get: (type: string) => items.find(([known]) => known === type)?.[1],
    [Symbol.iterator]: () => items[Symbol.iterator](),
  } as unknown as vscode.DataTransfer;
}

describe('the list of what is attached to the chat in use', () => {
  let drafts: MemoryDraftAttachments;
  let tree: AttachedTree;
  let chatId: string | undefined;
  let changes: number;
  let captured: string[];
  let opened: string[];
  let selected: string[];
  let useAnother: () => void;

  beforeEach(() => {
    drafts = new MemoryDraftAttachments();
    [chatId, changes, captured, opened, selected] = ['c', 0, [], [], []];
    tree = new AttachedTree({
      source: {
        captureUris: (uris) => {
          captured.push(...uris);
          return Promise.resolve(uris.map((uri) => attachmentPart(uri, { uri })));
        },
        captureData: (name, mediaType, data) => {
          captured.push(`${name} ${mediaType} ${data}`);
          return Promise.resolve([attachmentPart(name)]);
        },
      },
      drafts,
      chatInUse: () => chatId,
      onChatInUseChanged: (listener) => {
        useAnother = listener;
        return { dispose: () => undefined };
      },
      showChat: () => ({ opened: () => Promise.resolve({ id: 'shown' }), focus: () => undefined }),
      open: ({ id }, conversationId) => Promise.resolve(void opened.push(`${id} of ${conversationId}`)),
      selected: () => selected,
      onChanged: () => (changes += 1),
      tasks: { run: (_name, task) => task(new AbortController().signal) },
    });
  });

  afterEach(() => tree.dispose());

  it('names each with its lines and tokens, for screen readers too', async () => {
    await drafts.add('c', [attachmentPart('a', { range: { start: 3, end: 5 } })]);
    assert.deepEqual(await tree.ids(), ['a']);
    const { label, description, accessibilityInformation } = tree.item('a');
    assert.deepEqual(
      [label, description, accessibilityInformation?.label],
      ['a.ts:3–5', 'about 100 tokens', 'a.ts:3–5, about 100 tokens'],
    );
    await drafts.add('c', [attachmentPart('b', { kind: 'image', range: { start: 7, end: 7 } })]);
    await tree.ids();
    const { label: line, iconPath } = tree.item('b');
    assert.deepEqual([line, (iconPath as vscode.ThemeIcon).id], ['b.ts:7', 'file-media']);
  });

  it('follows the chat in use', async () => {
    await tree.ids();
    await drafts.add('another', [attachmentPart('b')]);
    assert.equal(changes, 0, 'what is attached elsewhere is not shown');
    useAnother();
    assert.equal(changes, 0, 'it is still the same chat');
    chatId = 'another';
    useAnother();
    assert.equal(changes, 1);
    assert.deepEqual(await tree.ids(), ['b']);
    await drafts.remove('another', ['b']);
    assert.equal(changes, 2);
    chatId = undefined;
    assert.equal((await tree.ids()).length, 1, 'the row that takes drops');
  });

  it('has a row while nothing is attached, for drops and for those who cannot drop, which is nothing to open or take off', async () => {
    const [id, ...others] = await tree.ids();
    assert.deepEqual(others, []);
    const { label, command, contextValue } = tree.item(id!);
    assert.deepEqual(
      [label, command?.command, contextValue],
      ['Drop files, folders or tabs here', 'scout.attachToChat', undefined],
    );
    await tree.open(id);
    await tree.remove(id, undefined);
    assert.deepEqual(opened, []);
    await drafts.add('c', [attachmentPart('a')]);
    assert.deepEqual(await tree.ids(), ['a']);
  });

  it('opens a row, and takes off all that are selected', async () => {
    await drafts.add('c', [attachmentPart('a'), attachmentPart('b'), attachmentPart('d')]);
    await tree.ids();
    await tree.open('b');
    assert.deepEqual(opened, ['b of c']);
    await tree.remove('a', undefined);
    await tree.remove('b', ['b', 'd', 5]);
    assert.deepEqual(await drafts.list('c'), []);
  });

  it('takes off what is selected when a key asks for it', async () => {
    await drafts.add('c', [attachmentPart('a'), attachmentPart('b'), attachmentPart('d')]);
    await tree.ids();
    selected = ['a', 'd'];
    await tree.remove(undefined, undefined);
    assert.deepEqual(
      (await drafts.list('c')).map(({ id }) => id),
      ['b'],
    );
  });

  it('takes addresses from the explorer and tabs, once each', async () => {
    const list = '# a comment\r\nfile:///w/a.ts\r\nvscode-remote://host/w/b.ts\r\nfile:///w/a.ts';
    await tree.take(dataTransfer([['text/uri-list', list]]));
    assert.deepEqual(captured, ['file:///w/a.ts', 'vscode-remote://host/w/b.ts']);
    assert.equal((await drafts.list('c')).length, 2);
  });

  it('takes files of the desktop, by their place or else their content, into a chat that it shows', async () => {
    chatId = undefined;
    const data = (): Promise<Uint8Array> => Promise.resolve(Buffer.from('hi'));
    await tree.take(dataTransfer([['image/png', { name: 'a.png', data }]]));
    assert.deepEqual(captured, ['a.png image/png aGk=']);
    assert.equal((await drafts.list('shown')).length, 1);
  });

  it('refuses what is too large, with a sentence', async () => {
    const data = (): Promise<Uint8Array> => Promise.resolve(new Uint8Array(20 * 1024 * 1024 + 1));
    await assert.rejects(
      tree.take(dataTransfer([['image/png', { name: 'big.png', data }]])),
      (error) => error instanceof ScoutError && /“big.png” is larger than 20 MB/u.test(error.message),
    );
  });

  it('attaches nothing of a drop without files', async () => {
    await tree.take(dataTransfer([['text/plain', 'words']]));
    assert.deepEqual([captured, await drafts.list('c')], [[], []]);
  });
});
