import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { ModelResolver } from '../../src/chat/answering/modelResolver.js';
import { Conversations } from '../../src/chat/conversation/conversations.js';
import { TaskRegistry } from '../../src/core/taskRegistry.js';
import type { ChatProvider } from '../../src/providers/provider.js';
import { readableBytes } from '../support/readableBytes.js';
import { lastUsedInMemory } from '../support/lastUsedInMemory.js';
import { recordingLogger } from '../support/recordingLogger.js';
import { scenarios } from '../support/simulator/scenarios.js';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { closeStorage, openStorage, withFolder } from '../unit/storage/support/openStorage.js';
import { until } from '../unit/storage/support/until.js';
import { keyMark, markedKey, unusableKeys } from './support/canaries.js';
import { forEachProvider, shortIdleTimeoutMs } from './support/providersUnderTest.js';
import { openPolicy } from '../support/openGate.js';

/** Whose answers fill the memory or the test's time, and say nothing about keys. */
const tooLarge = new Set(['huge', 'endless-line', 'burst']);

/** What a server may repeat of the key. */
const repeated: readonly string[] = [
  `The key ${markedKey} may not use this`,
  JSON.stringify({ authorization: `Bearer ${markedKey}`, 'x-api-key': markedKey }),
  `See https://me:${markedKey}@host/?key=${encodeURIComponent(markedKey)}`,
  `Basic ${Buffer.from(`:${markedKey}`).toString('base64')}`,
];

/** A request of a chat: with this key, at this address, to this model. */
interface Question {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly model: string;
}

forEachProvider('keys in the history', (subject) => {
  let simulator: Simulator;
  let echo: Server;
  before(async () => {
    simulator = await startSimulator({ pace: 0, acceptedKey: markedKey });
    echo = createServer((request, response) => {
      const sentence = repeated[Number(/^\/v(\d)/u.exec(request.url ?? '')?.[1])]!;
      request.resume().on('end', () => {
        response.writeHead(400, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ error: { message: sentence, type: sentence, param: sentence } }));
      });
    });
    await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
  });
  after(async () => {
    await simulator.close();
    echo.closeAllConnections();
    await new Promise((resolve) => echo.close(resolve));
  });

  /** Asks everything in one chat that is stored, and returns what the messages, the log and the files hold. */
  async function tracesOf(questions: readonly Question[]): Promise<readonly string[]> {
    const traces: string[] = [];
    await withFolder(async (folder) => {
      const open = openStorage(folder);
      const logger = recordingLogger();
      const conversations = new Conversations({
        history: open.storage.history,
        unsavable: open.storage.unsavable,
        models: resolverOf(questions, (question) =>
          subject.connect({ ...question, logger, idleTimeoutMs: shortIdleTimeoutMs }),
        ),
        logger,
        lastUsed: lastUsedInMemory(),
        tasks: new TaskRegistry(logger),
        workspace: null,
        policy: openPolicy,
        onFirstAnswer: () => undefined,
      });
      const { session } = conversations.create();
      for (const { model } of questions) {
        session.send(`Question for ${model}`);
        await until(() => session.isIdle);
      }
      traces.push(JSON.stringify(session.branch));
      conversations.dispose();
      await closeStorage(open);
      const again = openStorage(folder);
      const stored = await again.storage.history.messages(session.id);
      assert.equal(stored.length, 2 * questions.length, 'every question has an answer or its error');
      traces.push(JSON.stringify(stored), ...logger.lines.map((line) => JSON.stringify(line)), ...open.lines);
      await closeStorage(again);
      traces.push(...filesIn(folder));
    });
    return traces;
  }

  it('are left by no scenario', async function () {
    this.timeout(120_000);
    const names = Object.keys(scenarios).filter((name) => !tooLarge.has(name));
    const baseUrl = `${simulator.url}/${subject.id}/v1`;
    const traces = await tracesOf(names.map((name) => ({ apiKey: markedKey, baseUrl, model: `scenario-${name}` })));
    for (const trace of traces) assert.doesNotMatch(trace, keyMark);
    assert.ok(
      traces.some((trace) => trace.includes('capital')),
      'the answers were found',
    );
  });

  it('are left by no server that repeats them', async () => {
    const { port } = echo.address() as AddressInfo;
    const traces = await tracesOf(
      repeated.map((_, index) => ({ apiKey: markedKey, baseUrl: `http://127.0.0.1:${port}/v${index}`, model: 'm' })),
    );
    for (const trace of traces) assert.doesNotMatch(trace, keyMark);
  });

  it('that no header can carry are in no error, file or log', async () => {
    const baseUrl = `${simulator.url}/${subject.id}/v1`;
    const traces = await tracesOf(unusableKeys.map((apiKey) => ({ apiKey, baseUrl, model: 'm' })));
    for (const trace of traces) assert.doesNotMatch(trace, keyMark);
    assert.ok(traces.some((trace) => trace.includes('invalid-api-key')));
  });
});

/** Asks the questions' models in their order, one after the other. */
function resolverOf(
  questions: readonly Question[],
  connect: (question: Question) => Promise<ChatProvider>,
): ModelResolver {
  let next = 0;
  return {
    resolve: () => ({
      ref: { endpoint: 'openai' as never, model: questions[next]!.model },
      endpointName: 'OpenAI',
      vendor: 'openai',
      system: undefined,
      parameters: {},
    }),
    acquire: async () => {
      const provider = await connect(questions[next]!);
      next += 1;
      return { stream: (request, signal) => provider.streamChat(request, signal), release: () => undefined };
    },
  };
}

/** Every file below a folder, and what is compressed in it. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readableBytes(readFileSync(path.join(entry.parentPath, entry.name))).toString('latin1'));
}
