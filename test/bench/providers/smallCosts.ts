/** What is done often, or at every start, and must cost next to nothing; each against the least that could do the same. */
import { parseEndpoints } from '../../../src/models/endpoints/parseEndpoints.js';
import { redact, rememberSecret } from '../../../src/core/redaction.js';
import { createEventCheck } from '../../../src/providers/adapter/answer/checkedEvents.js';
import { ThinkTags } from '../../../src/providers/adapter/answer/thinkTags.js';
import { endpoints as builtIn } from '../../../src/providers/endpoints.js';
import type { ChatEvent } from '../../../src/providers/provider.js';
import { median } from '../median.js';

interface Action {
  readonly calls: number;
  readonly run: () => unknown;
}

export interface SmallCost {
  readonly what: string;
  readonly peer: string;
  /** Microseconds of CPU, medians. */
  readonly scout: number;
  readonly least: number;
}

export function measureSmallCosts(rounds: number): Promise<readonly SmallCost[]> {
  return Promise.resolve([endpointsCost(rounds), checkCost(rounds), redactionCost(rounds)]);
}

/** The setting is read at every start. */
function endpointsCost(rounds: number): SmallCost {
  const text = JSON.stringify(Array.from({ length: 20 }, (_, index) => endpointEntry(index)));
  const read = parseEndpoints(JSON.parse(text), builtIn);
  if (read.problems.length > 0 || read.endpoints.length < 20) throw new Error('The endpoints were not read.');
  const [scout, least] = inTurns(
    rounds,
    { calls: 1_000, run: () => parseEndpoints(JSON.parse(text), builtIn) },
    { calls: 10_000, run: () => JSON.parse(text) as unknown },
  );
  return { what: 'reading 20 endpoints of the settings', peer: '`JSON.parse` of them', scout, least };
}

function endpointEntry(index: number): object {
  return {
    id: `gateway-${index}`,
    name: `Gateway ${index}`,
    dialect: 'chat-completions',
    baseUrl: `https://gateway-${index}.example/v1`,
    keyVariable: `GATEWAY_KEY_${index}`,
    headers: [
      { name: 'X-Team', value: 'core' },
      { name: 'X-Sub', secret: true },
    ],
    query: { 'api-version': '2026-10-21' },
    models: ['one', { id: 'two', name: 'Two', contextTokens: 128_000, inputs: ['image'], tools: true }],
  };
}

/** Every event of an answer passes it. */
function checkCost(rounds: number): SmallCost {
  const event = { type: 'text-delta', text: 'w' } as ChatEvent;
  const [check, tags] = [createEventCheck('Vendor'), new ThinkTags()];
  const [scout, least] = inTurns(
    rounds,
    { calls: 1_000_000, run: () => tags.read(check(event)!).length },
    { calls: 1_000_000, run: () => (event.type === 'text-delta' ? event.text.length : 0) },
  );
  return { what: 'checking one event of an answer', peer: 'looking at its type', scout, least };
}

/** Every error and line of the log passes it, no event does. */
function redactionCost(rounds: number): SmallCost {
  const keys = Array.from({ length: 20 }, (_, index) => `sk-bench-${index}-${'abcdefghijklmnop'.repeat(2)}`);
  for (const key of keys) rememberSecret(key);
  const sentence = `The server said: the key ${keys[3]} may not use this model. `.repeat(4);
  if (/sk-bench-3/u.test(redact(sentence))) throw new Error('The key was not taken out.');
  const [scout, least] = inTurns(
    rounds,
    { calls: 1_000, run: () => redact(sentence) },
    { calls: 50_000, run: () => keys.reduce((text, key) => text.replaceAll(key, '[redacted]'), sentence) },
  );
  return { what: 'taking 20 keys out of an error of 400 characters', peer: '`replaceAll` of each key', scout, least };
}

/** Microseconds for each call, of the first and of the second: it is called so often that the clock's ticks do not count. */
function inTurns(rounds: number, ...actions: readonly [Action, Action]): [number, number] {
  const times: [number[], number[]] = [[], []];
  for (let round = -2; round < rounds; round++)
    for (const [index, { calls, run }] of actions.entries()) {
      const before = process.threadCpuUsage();
      for (let call = 0; call < calls; call++) run();
      const { user, system } = process.threadCpuUsage(before);
      // The first rounds warm the compiler.
      if (round >= 0) times[index]!.push((user + system) / calls);
    }
  return [median(times[0]), median(times[1])];
}
