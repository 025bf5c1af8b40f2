import assert from 'node:assert/strict';
import type { AttachmentCandidate, AttachmentProvider } from '../../../../src/attachments/attachmentSource.js';
import { maximumCandidates } from '../../../../src/attachments/rankCandidates.js';
import { findCandidates, providerOf } from '../../../../src/vscode/context/findCandidates.js';
import { recordingLogger } from '../../../support/recordingLogger.js';

const never = new AbortController().signal;

describe('everything that can be attached', () => {
  const asked: string[] = [];

  beforeEach(() => asked.splice(0));

  it('is listed with the short kinds first when nothing is looked for, each once', async () => {
    const found = await find('', provider('selection', ['now', 'file.ts']), provider('file', ['file.ts', 'other.ts']));
    assert.deepEqual(found, ['selection:now', 'selection:file.ts', 'file:file.ts', 'file:other.ts']);
    const twice = { ...provider('other', []), find: () => Promise.resolve([candidate('file', 'a')]) };
    assert.deepEqual(await find('', twice, provider('file', ['a', 'b'])), ['file:a', 'file:b']);
  });

  it('has what is meant by name before the files, and what hardly fits behind them', async () => {
    const found = await find(
      'problems',
      provider('problems', ['problems', 'p-r-o-b-l-e-m-s of it']),
      provider('file', ['src/problems.ts']),
    );
    assert.deepEqual(found.slice(0, 2), ['problems:problems', 'file:src/problems.ts']);
  });

  it('asks one provider alone for a query with its prefix', async () => {
    const folder = provider('folder', ['src']);
    assert.deepEqual(await find('folder: src', folder, provider('file', ['src.ts'])), ['folder:src']);
    assert.deepEqual(await find('/src', folder, provider('file', ['src.ts'])), ['folder:src']);
    assert.deepEqual(asked, ['folder src', 'folder src']);
  });

  it('does not wait for the slow, and ends their search', async () => {
    let isEnded = false;
    const slow: AttachmentProvider = {
      prefix: 'slow',
      capture: () => Promise.resolve([]),
      find: (_query, signal) => new Promise(() => signal.addEventListener('abort', () => (isEnded = true))),
    };
    assert.deepEqual(await find('a', slow, provider('file', ['a.ts'])), ['file:a.ts']);
    assert.equal(isEnded, true);
  });

  it('is found though one provider fails, which the log tells', async () => {
    const logger = recordingLogger();
    const broken = { ...provider('broken', []), find: () => Promise.reject(new Error('no')) };
    const found = await findCandidates([broken, provider('file', ['a.ts'])], 'a', never, logger);
    assert.deepEqual(
      found.map(({ id }) => id),
      ['file:a.ts'],
    );
    assert.match(logger.lines[0] ?? '', /Could not look for broken/u);
  });

  it('is no more than a list shows', async () => {
    const many = Array.from({ length: 500 }, (_, index) => `a${index}`);
    assert.equal((await find('a', provider('other', many), provider('file', many))).length, maximumCandidates);
  });

  it('refuses an id that nobody knows', () => {
    assert.throws(() => providerOf([provider('file', [])], 'unknown:x'), { code: 'unsupported-input' });
  });

  it('rejects when a newer query has come', async () => {
    const stop = new AbortController();
    const search = findCandidates([provider('file', ['a'])], 'a', stop.signal, recordingLogger());
    stop.abort();
    await assert.rejects(search, { name: 'AbortError' });
  });

  it('is given up for a newer query at once, even by a provider that never answers', async () => {
    for (const query of ['slow:a', 'a']) {
      const slow: AttachmentProvider = { ...provider('slow', []), find: () => new Promise(() => undefined) };
      const stop = new AbortController();
      const search = findCandidates([provider('file', ['a']), slow], query, stop.signal, recordingLogger());
      stop.abort();
      await assert.rejects(search, { name: 'AbortError' });
    }
  });

  async function find(query: string, ...providers: AttachmentProvider[]): Promise<readonly string[]> {
    return (await findCandidates(providers, query, never, recordingLogger())).map(({ id }) => id);
  }

  function provider(prefix: string, labels: readonly string[]): AttachmentProvider {
    return {
      prefix,
      find: (query) => {
        asked.push(`${prefix} ${query}`);
        return Promise.resolve(labels.map((label) => candidate(prefix, label)));
      },
      capture: () => Promise.resolve([]),
    };
  }
});

function candidate(prefix: string, label: string): AttachmentCandidate {
  return { id: `${prefix}:${label}`, kind: 'file', label, description: '', matches: [] };
}
