import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as vscode from 'vscode';
import { startSimulator } from '../support/simulator/simulator.js';
import { parsedScripts } from './support/parsedScripts.js';
import { logHolding, scoutLog } from './support/scoutLog.js';

const extension = vscode.extensions.getExtension('scout.scout-chat');

/** The chunks of dist/ that this process has parsed. */
async function parsedChunks(): Promise<readonly string[]> {
  const folder = path.join(extension!.extensionPath, 'dist') + path.sep;
  const files = (await parsedScripts()).filter((url) => url.startsWith('file:')).map((url) => fileURLToPath(url));
  return [...new Set(files)].filter((file) => file.startsWith(folder));
}

/** Words that only a vendor's SDK, or the database engine, has in its code. */
const heavy = /x-stainless|x-goog-api-client|speakeasy-sdk|huggingface\.js|sql-wasm\.wasm/iu;

describe('activation in the extension host', () => {
  it('activates the extension', async () => {
    assert.ok(extension, 'the editor does not know the extension');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('has parsed neither an SDK nor WebAssembly, and hardly anything of SCOUT itself', async () => {
    const chunks = await parsedChunks();
    assert.ok(
      chunks.some((file) => path.basename(file) === 'extension.js'),
      'the check sees what was parsed',
    );
    assert.deepEqual(
      chunks.filter((file) => heavy.test(readFileSync(file, 'utf8'))).map((file) => path.basename(file)),
      [],
    );
    const bytes = chunks.reduce((sum, file) => sum + readFileSync(file).length, 0);
    // Endpoints of the settings are read at the start: who answers depends on them.
    assert.ok(bytes < 80_000, `${bytes} bytes in ${chunks.length} scripts`);
    assert.deepEqual(
      (await parsedScripts()).filter((url) => url.startsWith('wasm:') && url.includes('sql')),
      [],
    );
  });

  it('writes its first lines, and where memory stands, into the log', async () => {
    const log = await logHolding(/Memory baseline of the extension host: [\d.]+ MiB heap used/u);
    assert.match(log, /SCOUT \d+\.\d+\.\d+ starts in VS Code/u);
    assert.match(log, /\[providers\] LLM provider: OpenAI/u);
  });

  it('registers every command the manifest declares', async () => {
    const manifest = extension!.packageJSON as { contributes: { commands: readonly { command: string }[] } };
    const declared = manifest.contributes.commands.map(({ command }) => command);
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      declared.filter((command) => !registered.has(command)),
      [],
    );
    assert.ok(declared.includes('scout.openChat'));
  });

  it('imports the module of the current provider with the first use, and says so', async () => {
    const simulator = await startSimulator();
    process.env['OPENAI_API_KEY'] = 'simulator';
    const settings = vscode.workspace.getConfiguration('scout');
    try {
      await settings.update('openai.baseUrl', `${simulator.url}/openai/v1`, vscode.ConfigurationTarget.Global);
      assert.doesNotMatch(await scoutLog(), /Loaded OpenAI module/u);
      await vscode.commands.executeCommand('scout.testConnection');
      await logHolding(/\[providers\] Loaded OpenAI module/u);
      const chunks = await parsedChunks();
      const sdks = chunks.filter((file) => heavy.test(readFileSync(file, 'utf8')));
      assert.ok(sdks.length > 0, 'now the SDK is there: the check above could have failed');
      assert.deepEqual(
        chunks.filter((file) => path.basename(file).startsWith('anthropic')),
        [],
        'and no other vendor’s',
      );
      assert.ok(simulator.requests.some((request) => request.path === '/openai/v1/models'));
    } finally {
      delete process.env['OPENAI_API_KEY'];
      await settings.update('openai.baseUrl', undefined, vscode.ConfigurationTarget.Global);
      await simulator.close();
    }
  });
});
