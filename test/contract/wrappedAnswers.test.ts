import assert from 'node:assert/strict';
import { ScoutError } from '../../src/core/errors.js';
import { recordingLogger } from '../support/recordingLogger.js';
import type { VendorId } from '../../src/providers/provider.js';
import {
  ask,
  codeOf,
  forEachProvider,
  outcomeOf,
  shortIdleTimeoutMs,
  type Outcome,
} from './support/providersUnderTest.js';

/** Those whose streams `[DONE]` ends. */
const withDone: ReadonlySet<VendorId> = new Set(['mistral', 'huggingface', 'compatible']);

forEachProvider('answers in other wrappings', (subject) => {
  const read = async (scenario: string, idleTimeoutMs = 600_000): Promise<Outcome> => {
    const provider = await subject.connect({ idleTimeoutMs });
    return outcomeOf(provider.streamChat(ask(scenario), new AbortController().signal));
  };
  const readWhole = async (scenario: string): Promise<Outcome> => {
    const outcome = await read(scenario);
    assert.equal(outcome.error, undefined);
    assert.equal(outcome.text, 'Paris.');
    const finish = outcome.events.at(-1);
    assert.ok(finish?.type === 'finish' && finish.reason === 'stop', JSON.stringify(finish));
    return outcome;
  };
  const readCut = async (scenario: string, text: string): Promise<void> => {
    const outcome = await read(scenario);
    assert.equal(codeOf(outcome.error), 'stream-truncated');
    assert.equal(outcome.text, text);
    assert.ok(!outcome.events.some(({ type }) => type === 'finish'));
  };

  for (const scenario of [
    'json-type',
    'html-type',
    'octet-type',
    'no-blank-line',
    'no-line-end',
    'comment-as-data',
    'with-event-names',
  ]) {
    it(`${scenario} is a whole answer`, async () => void (await readWhole(scenario)));
  }

  for (const scenario of ['document', 'document-as-events']) {
    it(`${scenario} is a whole answer with its reasoning and its cost`, async () => {
      const { reasoning, events } = await readWhole(scenario);
      assert.equal(reasoning, 'A thought.');
      const usage = events.find((event) => event.type === 'usage')?.usage;
      assert.deepEqual([usage?.inputTokens, usage?.outputTokens], [2, 9]);
    });
  }

  it('a document, or a last event, that is cut off is a truncated stream', async () => {
    await readCut('document-cut', '');
    await readCut('no-blank-line-cut', 'Paris.');
  });

  it('an error in place of a stream, or as its first event, is that error, though the connection stays open', async () => {
    for (const scenario of ['error-document-open', 'error-first']) {
      const { error, events } = await read(scenario);
      assert.equal(codeOf(error), 'quota-exceeded', scenario);
      assert.deepEqual(events, []);
    }
  });

  it('an event whose type is that of an error is an error of the vendor', async () => {
    for (const scenario of ['error-type', 'error-type-first']) {
      const { error, text } = await read(scenario);
      assert.equal(codeOf(error), 'rate-limited', scenario);
      assert.equal(text, scenario === 'error-type' ? 'Paris.' : '');
    }
  });

  it('bare JSON between the events is an error of the vendor', async () => {
    const { error, text } = await read('bare-error');
    assert.equal(codeOf(error), 'rate-limited');
    assert.equal(text, 'Paris.');
  });

  it('a sentence in place of an event is what the server says', async () => {
    const { error } = await read('sentence-as-data');
    assert.ok(error instanceof ScoutError);
    assert.match(error.message, /Number of choices must be greater than 0/u);
  });

  it('a web page without its type is a web page', async () => {
    const { error } = await read('html-without-type');
    assert.equal(codeOf(error), 'network');
    assert.match((error as Error).message, /a web page instead of an answer/u);
  });

  it('needs no names of events, and is cut off without its end all the same', async () => {
    await readWhole('without-event-names');
    await readCut('without-event-names-cut', 'Paris.');
  });

  it('needs no further event after the reason for its end', async () => {
    const { events } = await readWhole('without-message-stop');
    if (subject.id !== 'anthropic') return;
    assert.deepEqual(
      events.flatMap((event) => (event.type === 'usage' ? [event.usage.outputTokens] : [])),
      [9],
    );
  });

  it('ends with [DONE] where the vendor says so, and is cut off where it does not', async () => {
    if (!withDone.has(subject.id)) return readCut('done-without-reason', 'Paris.');
    const logger = recordingLogger();
    const provider = await subject.connect({ logger });
    const { events, text, error } = await outcomeOf(
      provider.streamChat(ask('done-without-reason'), new AbortController().signal),
    );
    assert.equal(error, undefined);
    assert.equal(text, 'Paris.');
    assert.deepEqual(events.at(-1), { type: 'finish', reason: 'stop' });
    assert.ok(logger.lines.some((line) => line.includes('without a finish reason')));
  });

  it('is no answer when only [DONE] came', async () => {
    assert.equal(codeOf((await read('done-without-anything', shortIdleTimeoutMs)).error), 'stream-truncated');
  });
});
