import { silentLogger } from '../../../src/core/logger.js';
import type { ChatEvent, ChatProvider, KeyAuth, Vendor, VendorId } from '../../../src/providers/provider.js';
import { readAnswerOf, readModels, type ReadAnswer, type Recording } from './recording.js';
import { recordingScenarios } from './scenarios.js';
import { scrubbed } from './scrub.js';
import { tapFetch } from './tapFetch.js';

export interface RecordOptions {
  readonly vendor: Vendor<VendorId>;
  readonly scenario: string;
  /** Ignored for `models`. */
  readonly model: string;
  readonly apiKey: string | undefined;
  /** Absent: the vendor's own. */
  readonly baseUrl: string | undefined;
  /** Where the key goes; absent: where the vendor's own API takes it. */
  readonly auth?: KeyAuth | undefined;
}

/** Longest silence while something is recorded, in milliseconds. */
const idleTimeoutMs = 300_000;

/**
 * Asks a real server one of SCOUT's own questions and resolves with its answer, scrubbed. An answer that fails is recorded as well.
 * Replaces `globalThis.fetch` meanwhile.
 */
export async function recordAnswer({
  vendor,
  scenario,
  model,
  apiKey,
  baseUrl,
  auth,
}: RecordOptions): Promise<Recording> {
  const module = await vendor.load();
  const provider = module.createProvider({
    apiKey,
    baseUrl,
    idleTimeoutMs,
    logger: silentLogger,
    ...(auth === undefined ? {} : { request: { auth, headers: [], query: {} } }),
  });
  const tap = tapFetch();
  try {
    const answer = await readAnswer(provider, scenario, model);
    const exchanges = tap.exchanges();
    if (exchanges.length === 0) throw new Error(`The server was not reached: ${answer.error ?? 'no answer'}.`);
    const recording: Recording = {
      version: 1,
      vendor: vendor.id,
      scenario,
      model: scenario === 'models' ? '' : model,
      recordedOn: new Date().toISOString().slice(0, 10),
      exchanges: [...exchanges],
      answer,
    };
    return scrubbed(recording, apiKey);
  } finally {
    tap.restore();
    await provider.dispose();
  }
}

/** What SCOUT reads when it asks this; never rejects for what a server does. */
export async function readAnswer(provider: ChatProvider, scenario: string, model: string): Promise<ReadAnswer> {
  const question = recordingScenarios[scenario];
  if (question === undefined) throw new Error(`There is no scenario called "${scenario}".`);
  const { signal } = new AbortController();
  const events: ChatEvent[] = [];
  try {
    if (question === 'models') return readModels(await provider.listModels(signal));
    for await (const event of provider.streamChat({ ...question, model }, signal)) events.push(event);
    return readAnswerOf(events, undefined);
  } catch (error) {
    return readAnswerOf(events, error);
  }
}
