import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { ScoutError } from '../../../../src/core/errors.js';
import { MemoryTracing } from '../../../../src/vscode/diagnostics/memoryTracing.js';
import { recordingLogger, type RecordingLogger } from '../../../support/recordingLogger.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

describe('MemoryTracing', () => {
  let root: string;
  let folder: string;
  let logger: RecordingLogger;
  let tracing: MemoryTracing;

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'scout-tracing-'));
    folder = vscode.Uri.file(path.join(root, 'logs')).fsPath;
    logger = recordingLogger();
    tracing = new MemoryTracing(folder, logger);
  });

  afterEach(() => {
    tracing.dispose();
    rmSync(root, { recursive: true, force: true });
  });

  /** What the editor was told, in order. */
  const told = (): readonly unknown[] =>
    vscodeStub.commands.executed.map(([command, key, value]) => {
      assert.deepEqual([command, key], ['setContext', 'scout.memoryTracing']);
      return value;
    });

  it('does nothing before it is started, and writes nothing then', async () => {
    assert.equal(tracing.isRunning, false);
    assert.equal(await tracing.stop(), undefined);
    assert.deepEqual([existsSync(folder), told(), logger.lines], [false, [false], []]);
  });

  it('writes a profile into its folder when it is stopped, and says where', async () => {
    assert.equal(await tracing.start(), true);
    assert.equal(tracing.isRunning, true);
    const file = await tracing.stop();
    assert.equal(tracing.isRunning, false);
    const [name, ...others] = readdirSync(folder);
    assert.deepEqual([file?.scheme, file?.fsPath, others], ['file', path.join(folder, name!), []]);
    assert.match(name!, /^memory-.+\.heapprofile$/u);
    assert.ok('head' in (JSON.parse(readFileSync(file!.fsPath, 'utf8')) as object));
    assert.deepEqual(logger.lines, [
      'info: Memory tracing started',
      `info: Memory tracing stopped; profile saved to ${file!.fsPath}`,
    ]);
  });

  it('tells the editor whether it runs, also when that was known', async () => {
    await tracing.start();
    assert.equal(await tracing.start(), false);
    await tracing.stop();
    await tracing.stop();
    assert.deepEqual(told(), [true, true, false, false]);
    assert.equal(logger.lines.filter((line) => line.endsWith('started')).length, 1);
  });

  it('fails with a sentence where the profile cannot be saved, and is stopped all the same', async () => {
    writeFileSync(folder, 'a file where the folder belongs');
    await tracing.start();
    await assert.rejects(tracing.stop(), (error) => {
      assert.ok(error instanceof ScoutError && error.cause instanceof Error);
      assert.deepEqual([error.code, error.message], ['storage', `The memory profile could not be saved to ${folder}.`]);
      return true;
    });
    assert.deepEqual([tracing.isRunning, told()], [false, [true, false]]);
    assert.deepEqual(logger.lines, ['info: Memory tracing started']);
  });

  it('ends without a profile when it is disposed, once, and leaves no profiler behind', async () => {
    await tracing.start();
    tracing.dispose();
    tracing.dispose();
    assert.deepEqual([tracing.isRunning, existsSync(folder)], [false, false]);
    assert.deepEqual(logger.lines, [
      'info: Memory tracing started',
      'info: SCOUT stopped while memory tracing was on; the profile is discarded',
    ]);
    const session = new Session();
    session.connect();
    try {
      await assert.rejects(session.post('HeapProfiler.stopSampling'), /was not started/u);
    } finally {
      session.disconnect();
    }
  });
});
