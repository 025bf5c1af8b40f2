import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { BackgroundJobs, type JobModelResolver } from '../../../../src/jobs/backgroundJobs.js';
import { titleFrom, type Ask } from '../../../../src/jobs/titles/titleJob.js';
import { abortError, ScoutError } from '../../../../src/core/errors.js';
import { textOf } from '../../../../src/core/message.js';
import { TaskRegistry } from '../../../../src/core/taskRegistry.js';
import type { ResponseFormat } from '../../../../src/providers/provider.js';
import type { ModelRef } from '../../../../src/models/modelSelection.js';
import type { EndpointId } from '../../../../src/providers/endpoint.js';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { recordingLogger } from '../../../support/recordingLogger.js';

describe('a reply that should be a title', () => {
  const usable: readonly (readonly [string, string])[] = [
    ['{"title":"Greeting people"}', 'Greeting people'],
    ['```json\n{"title": "Greeting people"}\n```', 'Greeting people'],
    ['{"title":"  two\\n lines "}', 'two lines'],
    ['A greeting, then.\n</think>\n\n{"title":"Greeting people"}', 'Greeting people'],
    ['{"title":"evil\\u202etxt.exe\\u0007"}', 'evil txt.exe'],
    [JSON.stringify({ title: '字'.repeat(60) }), '字'.repeat(60)],
  ];
  for (const [reply, title] of usable) {
    it(`is one: ${reply.slice(0, 50)}`, () => assert.equal(titleFrom(reply), title));
  }

  for (const reply of [
    '',
    'Greeting people',
    '{"title":7}',
    '{"title":""}',
    '[]',
    'null',
    JSON.stringify({ title: 'x'.repeat(61) }),
    '{"name":"x"}',
  ]) {
    it(`is none: ${reply.slice(0, 50)}`, () => assert.equal(titleFrom(reply), undefined));
  }
});

describe('the title job', () => {
  let replies: (string | Error)[];
  let answer: () => string | Error | undefined;
  let asked: string[];
  let formats: (ResponseFormat | undefined)[];
  let recorded: (readonly [string, number])[];
  let renamed: string[];
  let released: number;
  let acquired: ModelRef[];
  let off: boolean;
  let allowed: boolean;
  let history: MemoryHistory;
  let tasks: TaskRegistry;
  let logger: ReturnType<typeof recordingLogger>;
  let jobs: BackgroundJobs;

  beforeEach(() => {
    replies = [];
    answer = () => replies.shift();
    asked = [];
    formats = [];
    recorded = [];
    renamed = [];
    released = 0;
    acquired = [];
    off = false;
    allowed = true;
    history = new MemoryHistory();
    logger = recordingLogger();
    tasks = new TaskRegistry(logger);
    const ask: Ask = async (request, signal) => {
      asked.push(textOf(request.messages[0]!.parts));
      formats.push(request.responseFormat);
      const reply = answer();
      if (reply === undefined) {
        await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(abortError())));
      }
      if (reply instanceof Error) throw reply;
      return { text: reply ?? '', usage: { inputTokens: 10, outputTokens: 2 } };
    };
    const models: JobModelResolver = {
      resolve: () => (off ? undefined : { endpoint: 'mistral' as EndpointId, model: 'small' }),
      acquire: (ref) => {
        acquired.push(ref);
        return Promise.resolve({ ask, release: () => (released += 1) });
      },
    };
    const onRecorded = (conversationId: string): unknown => recorded.push([conversationId, history.appended.length]);
    jobs = new BackgroundJobs({ history, models, tasks, logger, onRecorded });
  });

  const run = (): Promise<void> =>
    jobs.title({
      ref: { endpoint: 'mistral' as EndpointId, model: 'small' },
      isAllowed: () => allowed,
      conversationId: 'c1',
      question: 'How do I greet?',
      answer: 'Say hello.',
      title: 'How do I greet?',
      rename: (title) => renamed.push(title),
    });

  it('gives the title, and leaves a record with what it cost', async () => {
    replies = ['{"title":"Greeting people"}'];
    await run();
    assert.deepEqual(renamed, ['Greeting people']);
    assert.match(asked[0]!, /How do I greet\?.*Say hello\./su);
    const [job] = await history.jobs('c1');
    assert.equal(job?.status, 'complete');
    assert.deepEqual(acquired, [{ endpoint: 'mistral', model: 'small' }]);
    assert.deepEqual([job.provider, job.model], ['mistral', 'small']);
    assert.equal(job.before, 'How do I greet?');
    assert.equal(job.after, 'Greeting people');
    assert.deepEqual(job.usage, { inputTokens: 10, outputTokens: 2 });
    assert.equal(released, 1);
  });

  it('asks nobody when the provider has become another one than was looked at, and leaves no record', async () => {
    allowed = false;
    replies = ['{"title":"Greeting people"}'];
    await run();
    assert.deepEqual([asked, renamed, recorded], [[], [], []]);
    assert.equal(released, 1);
  });

  it('asks for a title, and nothing beside it, in the form that servers with structured output keep to', async () => {
    replies = ['{"title":"Greeting people"}'];
    await run();
    const { required, additionalProperties, properties } = formats[0]!.schema;
    assert.deepEqual([required, additionalProperties, Object.keys(properties!)], [['title'], false, ['title']]);
  });

  it('tells that its record is there, whatever came of it, once it is saved', async () => {
    replies = ['{"title":"Greeting people"}'];
    await run();
    replies = [new ScoutError('missing-api-key', 'no key')];
    await run();
    assert.deepEqual(recorded, [
      ['c1', 1],
      ['c1', 2],
    ]);
  });

  it('asks once more after a bad reply, and counts both', async () => {
    replies = ['Here is a title: Greeting', '{"title":"Greeting people"}'];
    await run();
    assert.deepEqual(renamed, ['Greeting people']);
    assert.deepEqual((await history.jobs('c1'))[0]?.usage, { inputTokens: 20, outputTokens: 4 });
  });

  it('leaves the first words of the question after a second bad reply, and says so on record', async () => {
    replies = [new ScoutError('invalid-response', 'not JSON'), 'again none'];
    await run();
    assert.deepEqual(renamed, []);
    assert.equal(asked.length, 2);
    const [job] = await history.jobs('c1');
    assert.equal(job?.status, 'failed');
    assert.equal(job.error?.code, 'invalid-response');
  });

  it('does not ask again when the provider cannot be asked, and records why', async () => {
    replies = [new ScoutError('missing-api-key', 'no key')];
    await run();
    assert.equal(asked.length, 1);
    assert.equal((await history.jobs('c1'))[0]?.error?.code, 'missing-api-key');
    assert.equal(
      logger.lines.some((line) => /greet|hello/iu.test(line)),
      false,
      'no word of the conversation in the log',
    );
  });

  it('asks nobody when background work is off', async () => {
    off = true;
    await run();
    assert.deepEqual(asked, []);
    assert.deepEqual(await history.jobs('c1'), []);
  });

  it('is a task that a shutdown cancels', async () => {
    const job = run();
    await delay(5);
    assert.deepEqual(
      tasks.running.map(({ name }) => name),
      ['chat title'],
    );
    tasks.cancelAll();
    await tasks.settle(1_000);
    await job;
    assert.deepEqual(renamed, []);
    assert.equal(released, 1);
    assert.deepEqual(await history.jobs('c1'), [], 'its failure is not recorded');
    assert.deepEqual(
      logger.lines.filter((line) => /^(?:warn|error)/u.test(line)),
      [],
    );
  });

  it('leaves no record of a failure when it is cancelled, in whatever words the provider ends', async () => {
    replies = [abortError()];
    await run();
    assert.deepEqual(await history.jobs('c1'), [], 'the provider was closed');

    answer = () => {
      tasks.cancelAll();
      return new ScoutError('network', 'The connection was closed.');
    };
    await run();
    assert.equal(asked.length, 2);
    assert.deepEqual(await history.jobs('c1'), []);
  });
});
