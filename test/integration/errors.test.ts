import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';
import { plantedErrorMark } from '../support/editor/scoutErrors.js';
import { logHolding } from './support/scoutLog.js';

/** An error that looks as if it had been thrown in that file. */
function errorFrom(file: string, message: string): Error {
  const error = new Error(`${message} ${plantedErrorMark}`);
  error.stack = `Error: ${error.message}\n    at work (${file}:12:34)`;
  return error;
}

describe('an error nobody handled', () => {
  const extension = vscode.extensions.getExtension('scout.scout-chat')!;
  const ownFile = pathToFileURL(`${extension.extensionPath}/dist/extension.js`).href;

  before(() => extension.activate());

  it('is logged with its full stack when it comes from SCOUT’s code', async () => {
    void Promise.reject(errorFrom(ownFile, 'planted rejection'));
    const log = await logHolding(/Unhandled rejection/u);
    assert.match(log, /planted rejection/u);
    assert.match(log, /at work \(.*dist\/extension\.js:12:34\)/u);
  });

  it('is not SCOUT’s business when it comes from another extension, or is a cancellation', async () => {
    void Promise.reject(errorFrom('/elsewhere/other-extension/main.js', 'rejection elsewhere'));
    const cancelled = errorFrom(ownFile, 'cancelled work');
    cancelled.name = 'AbortError';
    void Promise.reject(cancelled);
    await delay(1_500);
    void Promise.reject(errorFrom(ownFile, 'the last one'));
    const log = await logHolding(/the last one/u);
    assert.doesNotMatch(log, /rejection elsewhere|cancelled work/u);
  });
});
