import assert from 'node:assert/strict';
import type { RawMessageStreamEvent } from '@anthropic-ai/sdk/resources/messages';
import type { ResponseStreamEvent } from 'openai/resources/responses/responses';
import { createLatestAnswers, type CacheReport } from '../../../src/providers/adapter/cacheDiagnosis.js';
import { watchCaching as watchAnthropic } from '../../../src/providers/vendors/anthropic/promptCaching.js';
import { watchCaching as watchOpenai } from '../../../src/providers/vendors/openai/promptCaching.js';

const hostile: readonly unknown[] = [
  undefined,
  null,
  0,
  '',
  [],
  {},
  'x'.repeat(201),
  { type: {} },
  { type: '__proto__' },
];

async function* only<T>(event: unknown): AsyncGenerator<T> {
  await Promise.resolve();
  yield event as T;
}

describe('what vendors say about their caches', () => {
  it('is remembered for the conversations that were used last', () => {
    const latest = createLatestAnswers();
    for (let index = 0; index < 200; index += 1) latest.set(`key ${index}`, `id ${index}`);
    latest.set('key 0', 'newer');
    latest.set('one more', 'id');
    assert.deepEqual(
      ['key 0', 'key 1', 'key 2', 'one more'].map((key) => latest.get(key)),
      ['newer', undefined, 'id 2', 'id'],
    );
  });

  it('keeps no id and no reason that is none', async () => {
    for (const value of hostile) {
      const latest = createLatestAnswers();
      const report: CacheReport = { missReason: undefined };
      const message = { id: value, diagnostics: { cache_miss_reason: value } };
      for (const shape of [{ id: value, diagnostics: value }, message, value])
        for await (const event of watchAnthropic(
          only<RawMessageStreamEvent>({ type: 'message_start', message: shape }),
          'k',
          latest,
          report,
        ))
          assert.equal(event.type, 'message_start');
      const response = { id: value, prompt_cache_diagnostics: { reason: value } };
      for (const shape of [{ id: value, prompt_cache_diagnostics: value }, response, value])
        for await (const event of watchOpenai(
          only<ResponseStreamEvent>({ type: 'response.completed', response: shape }),
          'k',
          latest,
          report,
        ))
          assert.equal(event.type, 'response.completed');
      assert.equal(latest.get('k'), undefined);
      assert.equal(report.missReason, undefined);
    }
  });
});
