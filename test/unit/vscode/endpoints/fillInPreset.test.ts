import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { TaskRegistry } from '../../../../src/core/taskRegistry.js';
import { presets, type Preset } from '../../../../src/providers/presets.js';
import { fillInPreset } from '../../../../src/vscode/endpoints/fillInPreset.js';
import { freePort } from '../../../support/editor/freePort.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

describe('a preset of a program on this machine', () => {
  /** With another port: the usual one may be taken on the machine that tests. */
  const at = (id: string, port: number): Preset => ({
    ...presets.find((preset) => preset.id === id)!,
    localPort: port,
    baseUrl: `http://127.0.0.1:${port}/v1`,
  });
  const prompt = async (preset: Preset): Promise<string | undefined> => {
    vscodeStub.inputs.dismiss();
    assert.equal(await fillInPreset(preset, new TaskRegistry(recordingLogger())), undefined);
    assert.equal(vscodeStub.inputs.shown[0]?.options.value, preset.baseUrl);
    return vscodeStub.inputs.shown[0]?.options.prompt;
  };

  for (const [id, name] of [
    ['ollama', 'Ollama'],
    ['lm-studio', 'LM Studio'],
    ['llama-cpp', 'llama.cpp'],
    ['vllm', 'vLLM'],
  ] as const)
    it(`says that ${name} does not answer before it asks for its address`, async () => {
      const port = await freePort();
      assert.equal(
        await prompt(at(id, port)),
        `Nothing answers at http://127.0.0.1:${port}. Start ${name} and press Enter, or enter its address. SCOUT asks it for its models, without a key.`,
      );
    });

  it('says that something else answers there', async () => {
    const server = createServer((_request, response) => response.end('<h1>Hello</h1>')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    try {
      assert.match(
        (await prompt(at('ollama', port)))!,
        /^What answers at http:\/\/127\.0\.0\.1:\d+ does not list models\. Enter the address of Ollama\. /u,
      );
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('asks for nothing where it answers', async () => {
    const server = createServer((_request, response) => response.end('{"data":[{"id":"m"}]}')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const preset = at('ollama', (server.address() as AddressInfo).port);
    try {
      const filled = await fillInPreset(preset, new TaskRegistry(recordingLogger()));
      assert.deepEqual(filled, { baseUrl: preset.baseUrl, models: [] });
      assert.deepEqual(vscodeStub.inputs.shown, []);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
