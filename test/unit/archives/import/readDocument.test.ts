import assert from 'node:assert/strict';
import { HistoryImporter } from '../../../../src/archives/import/historyImporter.js';
import { ReportBuilder } from '../../../../src/archives/import/importReport.js';
import { readDocument } from '../../../../src/archives/import/readDocument.js';
import type { SourceDocument } from '../../../../src/archives/input/sourceDocument.js';
import { archiveLimits } from '../../../../src/archives/limits.js';
import { abortError } from '../../../../src/core/errors.js';
import { MemoryHistory } from '../../../support/memoryHistory.js';

/** ChatGPT's export of one conversation, with a picture that lies beside it. */
const withPicture = {
  conversation_id: 'c',
  title: 'A picture',
  create_time: 1_700_000_000,
  current_node: 'q',
  mapping: {
    q: {
      message: {
        author: { role: 'user' },
        content: {
          content_type: 'multimodal_text',
          parts: ['Look', { content_type: 'image_asset_pointer', asset_pointer: 'file-service://file-abc' }],
        },
      },
      parent: null,
    },
  },
};

async function* jsonOf(value: unknown): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(JSON.stringify(value)));
}

describe('reading a file of chats', () => {
  let history: MemoryHistory;
  let report: ReportBuilder;
  let stop: AbortController;

  beforeEach(() => {
    history = new MemoryHistory();
    report = new ReportBuilder();
    stop = new AbortController();
  });

  function read(document: Partial<SourceDocument>): Promise<boolean> {
    const importer = new HistoryImporter(history, false, {
      onImported: (imported) => report.addImported(imported),
      onRefused: () => report.addNote('unsavable'),
    });
    const alone: SourceDocument = {
      name: 'conversations.json',
      size: 1,
      folder: '',
      modifiedAt: 1,
      open: () => jsonOf([withPicture, withPicture]),
      verify: () => Promise.resolve(),
      beside: () => undefined,
      attachment: () => Promise.resolve(undefined),
      ...document,
    };
    return readDocument(alone, true, {
      importer,
      report,
      signal: stop.signal,
      limits: archiveLimits,
      asides: new Map(),
      onBytes: () => undefined,
    });
  }

  const cancelled: Readonly<Record<string, Partial<SourceDocument>>> = {
    'an attachment is read': { attachment: () => Promise.reject(abortError()) },
    'the file is checked': { verify: () => Promise.reject(abortError()) },
    'the next piece of the file is read': {
      open: async function* () {
        throw await Promise.resolve(abortError());
      },
    },
  };
  for (const [when, document] of Object.entries(cancelled)) {
    it(`ends, and reports no conversation as damaged, when it is cancelled while ${when}`, async () => {
      await assert.rejects(read(document), { name: 'AbortError' });
      assert.deepEqual(report.finish('cancelled', undefined).problems, []);
      assert.deepEqual(history.appended, []);
    });
  }

  it('ends before the next conversation when it is cancelled in the middle', async () => {
    const attachment = (): Promise<undefined> => {
      stop.abort();
      return Promise.resolve(undefined);
    };
    await assert.rejects(read({ attachment }), { name: 'AbortError' });
    const { kinds, problems } = report.finish('cancelled', undefined);
    assert.deepEqual([kinds, problems], [{ chatgpt: 1 }, []]);
  });

  it('counts an attachment that cannot be read, and keeps what was said with it', async () => {
    const replies = [() => Promise.reject(new Error('damaged')), () => Promise.resolve(undefined)];
    assert.equal(await read({ attachment: () => replies.shift()!() }), true);
    const { kinds, problems, notes } = report.finish('complete', undefined);
    assert.deepEqual([kinds, problems, notes], [{ chatgpt: 2 }, [], { 'attachment-missing': 2 }]);
  });
});
