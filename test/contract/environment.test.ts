import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { simulatorKey } from '../support/simulator/simulator.js';
import { ask, forEachProvider, outcomeOf } from './support/providersUnderTest.js';

/** Of the SDKs' companies and of what they trace and sign with. Each is set, whether or not an SDK is known to read it. */
const prefixes = [
  'OPENAI',
  'ANTHROPIC',
  'GOOGLE',
  'GEMINI',
  'MISTRAL',
  'HF',
  'HUGGINGFACE',
  'HUGGING_FACE',
  'AZURE',
  'AWS',
];
const suffixes =
  'API_KEY TOKEN AUTH_TOKEN ADMIN_KEY ORG_ID PROJECT_ID WEBHOOK_SECRET CUSTOM_HEADERS LOG DEBUG PROFILE CONFIG_DIR IDENTITY_TOKEN WORKSPACE_ID BEARER_TOKEN_BEDROCK REGION CLOUD_PROJECT GENAI_USE_VERTEXAI SDK_TELEMETRY OPEN_TELEMETRY';
const addresses =
  'BASE_URL ENDPOINT SERVER_URL HUB_URL INFERENCE_ENDPOINT GEMINI_BASE_URL VERTEX_BASE_URL BEDROCK_BASE_URL';

forEachProvider('the environment', (subject) => {
  const original = process.env;
  let trap: Server;
  let trapped = 0;

  before(async () => {
    trap = createServer((_, response) => {
      trapped += 1;
      response.end();
    });
    await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve));
  });

  afterEach(() => {
    process.env = original;
  });

  after(async () => {
    trap.closeAllConnections();
    await new Promise((resolve) => trap.close(resolve));
  });

  const useAll = async (): Promise<string> => {
    const provider = await subject.connect();
    const { text, error } = await outcomeOf(provider.streamChat(ask('plain'), new AbortController().signal));
    assert.equal(error, undefined);
    assert.ok((await provider.listModels(new AbortController().signal)).length > 0);
    return text;
  };

  it('decides nothing, whichever variable is set', async () => {
    const trapUrl = `http://127.0.0.1:${(trap.address() as AddressInfo).port}/v1`;
    const value = (suffix: string): string =>
      suffix.endsWith('HEADERS') ? 'x-evil: 1\nx-api-key: evil-key' : 'evil-key';
    const hostile = prefixes.flatMap((prefix) => [
      ...suffixes.split(' ').map((suffix) => [`${prefix}_${suffix}`, value(suffix)]),
      ...addresses.split(' ').map((suffix) => [`${prefix}_${suffix}`, trapUrl]),
    ]);
    process.env = { ...original, ...(Object.fromEntries(hostile) as Record<string, string>) };
    const before = subject.simulator.requests.length;
    assert.equal(await useAll(), 'The capital of France is Paris.');
    const requests = subject.simulator.requests.slice(before);
    assert.equal(requests.length, 2);
    assert.ok(requests.every(({ path }) => path.startsWith(`/${subject.id}/`)));
    assert.doesNotMatch(JSON.stringify(requests), /evil/u);
    assert.equal(trapped, 0);
    assert.equal(
      Object.values(process.env).filter((text) => text === trapUrl).length,
      hostileCount(addresses),
      'restored',
    );
  });

  it('is read by no SDK while its variables are there', async () => {
    const read = new Set<string>();
    const present = Object.fromEntries(
      prefixes.flatMap((prefix) => suffixes.split(' ').map((suffix) => [`${prefix}_${suffix}`, simulatorKey])),
    ) as Record<string, string>;
    process.env = new Proxy<NodeJS.ProcessEnv>(
      { ...original, ...present },
      {
        get: (target, name) => {
          if (typeof name === 'string' && name in target && name in present) read.add(name);
          return Reflect.get(target, name) as unknown;
        },
      },
    );
    await useAll();
    // What `withoutEnvironment` itself keeps aside has the prefix of this vendor.
    const own = { openai: 'OPENAI_', compatible: 'OPENAI_', anthropic: 'ANTHROPIC_', mistral: 'MISTRAL_' } as const;
    const aside = subject.id in own ? own[subject.id as keyof typeof own] : 'G';
    assert.deepEqual(
      [...read].filter((name) => !name.startsWith(aside)),
      [],
    );
  });
});

function hostileCount(names: string): number {
  return prefixes.length * names.split(' ').length;
}
