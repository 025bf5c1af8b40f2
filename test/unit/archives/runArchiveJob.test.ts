import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import esbuild from 'esbuild';
import { runArchiveJob } from '../../../src/archives/runArchiveJob.js';
import type { ArchiveInput } from '../../../src/archives/input/sourceDocument.js';
import { ScoutError } from '../../../src/core/errors.js';
import { MemoryHistory } from '../../support/memoryHistory.js';
import { closeStorage, openStorage } from '../storage/support/openStorage.js';
import { eventsOf, sample } from './support/conversations.js';
import { inFolder, request } from './support/exporting.js';
import { fixture } from './support/importing.js';
import { exporting, importing, never, writeLargeExport } from './support/archiveThread.js';

describe('the thread of archives', function () {
  this.timeout(180_000);

  it('imports into the real storage, exports the same again, and attachments come back to the last bit', () =>
    inFolder(async (folder) => {
      const first = openStorage(path.join(folder, 'first'));
      const second = openStorage(path.join(folder, 'second'));
      const [one, two] = [path.join(folder, 'one.json'), path.join(folder, 'two.json')];
      const picture = Buffer.alloc(200_000, 'picture').toString('base64');
      const [question, ...answers] = sample.messages;
      await first.storage.history.append(
        eventsOf({
          ...sample,
          messages: [
            { ...question!, parts: [...question!.parts, { type: 'file', mediaType: 'image/png', data: picture }] },
            ...answers,
          ],
        }),
        'synced',
      );
      const sources = ['chatgpt', 'claude', 'continue', 'cline'].map((name): ArchiveInput => ({
        kind: 'path',
        path: fixture(name),
      }));
      const report = await importing(first.storage.history, [
        ...sources,
        { kind: 'bytes', name: 'chat.json', bytes: readFileSync(fixture('vscode', 'chat.json')) },
      ]);
      assert.deepEqual([report.outcome, report.added], ['complete', 9]);
      assert.equal(await exporting(first.storage.history, one), 10);

      const again = await importing(second.storage.history, [{ kind: 'path', path: one }]);
      assert.deepEqual([again.outcome, again.added, again.problems], ['complete', 10, []]);
      await exporting(second.storage.history, two);
      assert.ok(readFileSync(two).equals(readFileSync(one)), 'the archives are the same');
      assert.ok(readFileSync(one, 'utf8').includes(picture));

      const third = await importing(second.storage.history, [{ kind: 'path', path: one }]);
      assert.deepEqual([third.added, third.extended, third.unchanged], [0, 0, 10]);
      const id = sample.conversation.id;
      await second.storage.history.append([{ type: 'conversation.tombstone', id }], 'synced');
      const fourth = await importing(second.storage.history, [{ kind: 'path', path: one }]);
      assert.deepEqual(
        [fourth.deleted, fourth.unchanged, await second.storage.history.conversation(id)],
        [1, 9, undefined],
      );
      await closeStorage(first);
      await closeStorage(second);
    }));

  it('stops when it is asked to, with what it has', () =>
    inFolder(async (folder) => {
      const file = path.join(folder, 'large.zip');
      writeLargeExport(file, 200, 50_000);
      const history = new MemoryHistory();
      const stop = new AbortController();
      const append = history.append.bind(history);
      history.append = (...parameters) => {
        stop.abort();
        return append(...parameters);
      };
      const inputs = [{ kind: 'path', path: file }] as const;
      const report = await importing(history, inputs, { answerTimeoutMs: 60_000 }, stop.signal);
      assert.equal(report.outcome, 'cancelled');
      assert.equal((await history.conversations({}, 1_000)).length, report.added);
      assert.ok(report.added > 0 && report.added < 200);
    }));

  it('is ended when it does not stop', async () => {
    const history = new MemoryHistory();
    const asked = Promise.withResolvers<void>();
    history.conversation = () => {
      asked.resolve();
      return new Promise(() => undefined);
    };
    const stop = new AbortController();
    const job = importing(history, [{ kind: 'path', path: fixture('claude') }], { stopTimeoutMs: 100 }, stop.signal);
    await asked.promise;
    stop.abort();
    await assert.rejects(job, { name: 'AbortError' });
  });

  it('is ended when it does not even hear that it is to stop', () =>
    inFolder(async (folder) => {
      const workerFile = path.join(folder, 'busy.mjs');
      const started = "parentPort.postMessage([{ kind: 'progress', progress: { fraction: 0 } }]);";
      writeFileSync(workerFile, `import { parentPort } from 'node:worker_threads'; ${started} for (;;);`);
      const stop = new AbortController();
      const options = { workerFile, answerTimeoutMs: 100, stopTimeoutMs: 3_600_000 };
      const job = importing(new MemoryHistory(), [], options, stop.signal, () => stop.abort());
      await assert.rejects(job, { name: 'AbortError' });
    }));

  it('may take its time to stop once it has heard of it', () =>
    inFolder(async (folder) => {
      const workerFile = path.join(folder, 'slow.mjs');
      const group = [{ kind: 'progress', progress: { fraction: 0 } }, { kind: 'stopping' }];
      const later = "setTimeout(() => parentPort.postMessage([{ kind: 'done', result: 'a report' }]), 500);";
      writeFileSync(
        workerFile,
        `import { parentPort } from 'node:worker_threads'; parentPort.postMessage(${JSON.stringify(group)}); ${later}`,
      );
      const stop = new AbortController();
      const options = { workerFile, answerTimeoutMs: 20 };
      const report = await importing(new MemoryHistory(), [], options, stop.signal, () => stop.abort());
      assert.equal(report, 'a report');
    }));

  it('hands the history’s failures on, and those of the disk', () =>
    inFolder(async (folder) => {
      const history = new MemoryHistory();
      history.failure = new ScoutError('storage', 'The disk is full.');
      const report = await importing(history, [{ kind: 'path', path: fixture('claude') }]);
      assert.deepEqual([report.outcome, report.failure], ['stopped', 'The disk is full.']);
      history.conversations = () => Promise.reject(history.failure!);
      await assert.rejects(exporting(history, path.join(folder, 'x.json')), {
        name: 'ScoutError',
        code: 'storage',
        message: 'The disk is full.',
      });
      await assert.rejects(exporting(new MemoryHistory(), path.join(folder, 'missing', 'x.json')), {
        name: 'ExportFailure',
        reason: 'missing-folder',
        detail: 'ENOENT',
      });
    }));

  it('runs, when built, from a folder that holds nothing else', () =>
    inFolder(async (folder) => {
      const dist = path.join(folder, 'dist');
      mkdirSync(dist);
      await esbuild.build({
        entryPoints: { archiveWorker: 'src/archives/thread/main.ts' },
        outdir: dist,
        bundle: true,
        minify: true,
        format: 'esm',
        splitting: true,
        platform: 'node',
        target: 'node22',
        logLevel: 'silent',
      });
      writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
      const history = new MemoryHistory();
      const built = path.join(dist, 'archiveWorker.js');
      assert.equal(
        (await importing(history, [{ kind: 'path', path: fixture('claude') }], { workerFile: built })).added,
        2,
      );
      const target = path.join(folder, 'chats.html');
      await runArchiveJob(
        'export',
        { ...request, format: 'html', target },
        { workerFile: built, history },
        never,
        () => undefined,
      );
      assert.match(readFileSync(target, 'utf8'), /Calendar/u);
      assert.ok(statSync(built).size < 300_000, 'what renders HTML is loaded by who needs it');
      assert.ok(readdirSync(dist).length > 1);
    }));
});
