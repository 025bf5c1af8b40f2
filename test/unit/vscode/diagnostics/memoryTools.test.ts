import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { ScoutError } from '../../../../src/core/errors.js';
import { MemoryTools, type MemoryToolsDependencies } from '../../../../src/vscode/diagnostics/memoryTools.js';
import { recordingLogger, type RecordingLogger } from '../../../support/recordingLogger.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { shownMessages } from '../support/shownMessages.js';

const database = { memoryBytes: 2_048, logBytes: 100, rows: { users: 1 } };
const vendor = { id: 'openai', load: () => Promise.reject(new Error('It is loaded already.')) } as const;

describe('MemoryTools', () => {
  let folder: string;
  let logger: RecordingLogger;
  let tools: MemoryTools;

  beforeEach(() => {
    folder = vscode.Uri.file(mkdtempSync(path.join(tmpdir(), 'scout-memory-tools-'))).fsPath;
    logger = recordingLogger();
    tools = toolsWith();
  });

  afterEach(() => {
    tools.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  function toolsWith(more: Partial<MemoryToolsDependencies> = {}): MemoryTools {
    return new MemoryTools({
      baseline: { rss: 1_024, heapTotal: 2_048, heapUsed: 3_072, external: 4_096, arrayBuffers: 5_120 },
      storage: { report: () => Promise.resolve({}) },
      manager: { loadedVendors: [] },
      tasks: { running: [] },
      countChats: () => Promise.resolve({ views: 0, conversations: 0 }),
      logFolder: vscode.Uri.file(folder),
      logger,
      ...more,
    });
  }

  async function report(more: Partial<MemoryToolsDependencies> = {}): Promise<string> {
    tools.dispose();
    tools = toolsWith(more);
    await tools.showReport();
    return vscodeStub.documents.shown.at(-1)!.getText();
  }

  describe('the report', () => {
    it('is a document with the process now and before SCOUT did anything', async () => {
      const text = await report();
      assert.equal(vscodeStub.documents.shown[0]?.uri.toString(true), 'scout-memory:/SCOUT memory report.md');
      for (const [label, start] of [
        ['Resident set', '1.0'],
        ['Heap reserved', '2.0'],
        ['Heap used', '3.0'],
        ['External', '4.0'],
        ['Array buffers', '5.0'],
      ] as const)
        assert.match(text, new RegExp(`\\| ${label} +\\| +[\\d.]+ [KM]iB \\| +${start} KiB \\| +\\+`, 'u'));
      assert.match(text, /\| Heap limit +\| +\d+\.\d MiB \|/u);
      assert.equal(text.match(/None\./gu)?.length, 3, 'no database, no module, no task');
    });

    it('tells what is open, loaded, running and shown', async () => {
      const text = await report({
        storage: {
          report: () => Promise.resolve({ history: { ...database, rows: { messages: 7 } }, users: database }),
        },
        manager: { loadedVendors: [{ ...vendor, name: 'OpenAI' }] },
        tasks: { running: [{ name: 'export', startedAt: Date.now(), cancelled: false }] },
        countChats: () => Promise.resolve({ views: 51, conversations: 52 }),
      });
      assert.match(
        text,
        /\| User database +\| +2\.0 KiB \| +100 B \| users: 1 .*\n\| Chat history database +\|.*messages: 7/u,
      );
      assert.match(text, /## Loaded provider modules\n\n- OpenAI\n/u);
      assert.match(text, /\| export +\| +\d+ \| Running\. /u);
      assert.match(text, /\| Open views +\| +51 \|\n\| Chats in memory +\| +52 \|/u);
      assert.deepEqual(logger.lines, [
        'debug: Memory report: 2 databases, 1 provider modules, 1 tasks, 51 views, 52 conversations',
      ]);
    });

    it('shows a database nobody has used as little as one that is closed', async () => {
      const text = await report({ storage: { report: () => Promise.resolve({ history: database }) } });
      assert.doesNotMatch(text, /User database/u);
      assert.match(text, /Chat history database/u);
    });

    it('says that the databases did not answer, logs why, and tells the rest', async () => {
      const failure = new ScoutError('storage', 'The storage has ended.');
      const text = await report({
        storage: { report: () => Promise.reject(failure) },
        countChats: () => Promise.resolve({ views: 51, conversations: 52 }),
      });
      assert.match(text, /The databases did not respond\. See the log for details\./u);
      assert.match(text, /\| Open views +\| +51 \|/u);
      assert.deepEqual(logger.lines, [
        `error: Could not get the databases’ figures for the memory report (${String(failure)})`,
        'debug: Memory report: 0 databases, 0 provider modules, 0 tasks, 51 views, 52 conversations',
      ]);
    });

    it('is one tab that is brought up to date, and ends with the tools', async () => {
      await tools.showReport();
      await tools.traceFromStart();
      await tools.showReport();
      for (const shown of vscodeStub.documents.shown) assert.match(shown.getText(), /## Memory tracing\n\nRunning\./u);
      tools.dispose();
      await assert.rejects(async () => vscode.workspace.openTextDocument(vscode.Uri.parse('scout-memory:/another.md')));
    });
  });

  describe('tracing', () => {
    const started =
      'information: Memory tracing started. "SCOUT: Stop Memory Tracing" shows what has been allocated since.';

    it('says that it has started, and that it is running already', async () => {
      await tools.startTracing();
      await tools.startTracing();
      assert.deepEqual(shownMessages(), [started, 'information: Memory tracing is already running.']);
    });

    it('says nothing where it is the setting that starts it', async () => {
      await tools.traceFromStart();
      assert.deepEqual(shownMessages(), []);
      await tools.startTracing();
      assert.deepEqual(shownMessages(), ['information: Memory tracing is already running.']);
    });

    it('opens the profile when it is stopped', async () => {
      await tools.startTracing();
      await tools.stopTracing();
      const [command, file] = vscodeStub.commands.executed.at(-1)!;
      assert.equal(command, 'vscode.open');
      assert.deepEqual(
        [(file as vscode.Uri).fsPath],
        readdirSync(folder).map((name) => path.join(folder, name)),
      );
      assert.deepEqual(shownMessages(), [started]);
    });

    it('opens nothing where nothing was traced', async () => {
      await tools.stopTracing();
      assert.deepEqual(shownMessages(), ['information: Memory tracing is not running.']);
      assert.equal(
        vscodeStub.commands.executed.some(([command]) => command === 'vscode.open'),
        false,
      );
    });

    it('ends with the tools', async () => {
      await tools.startTracing();
      tools.dispose();
      assert.equal(logger.lines.at(-1), 'info: SCOUT stopped while memory tracing was on; the profile is discarded');
      assert.deepEqual(readdirSync(folder), []);
    });
  });

  it('asks before it saves a heap snapshot', async () => {
    vscodeStub.messages.dismiss();
    await tools.saveHeapSnapshot();
    assert.deepEqual(shownMessages(), ['warning: Save a heap snapshot? [Save Heap Snapshot]']);
  });
});
