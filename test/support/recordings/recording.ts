import * as v from 'valibot';
import { ScoutError } from '../../../src/core/errors.js';
import type { ChatEvent, ModelInfo } from '../../../src/providers/provider.js';

/** What SCOUT read in an answer, in a form that does not depend on how the bytes were cut. */
const readAnswer = v.strictObject({
  text: v.string(),
  reasoning: v.string(),
  refusal: v.string(),
  calls: v.array(v.strictObject({ name: v.string(), input: v.unknown() })),
  citations: v.number(),
  images: v.number(),
  opaqueParts: v.number(),
  usage: v.optional(v.record(v.string(), v.unknown())),
  finish: v.optional(v.string()),
  /** The code of the error with which it ended. */
  error: v.optional(v.string()),
  /** Ids, where a list of models was asked for. */
  models: v.optional(v.array(v.string())),
});

const exchange = v.strictObject({
  /** Of the request, without host and query. */
  path: v.string(),
  status: v.number(),
  /** Those that SCOUT reads. */
  headers: v.record(v.string(), v.string()),
  /** UTF-8, whole. */
  body: v.string(),
  /** How the network cut the body, in bytes; the pieces together are the body. */
  pieceBytes: v.array(v.number()),
});

const recording = v.strictObject({
  version: v.literal(1),
  /** A `VendorId`: whose adapter reads it. */
  vendor: v.picklist(['openai', 'anthropic', 'google', 'mistral', 'huggingface', 'compatible']),
  /** Which of `recordingScenarios` was sent. */
  scenario: v.string(),
  model: v.string(),
  /** The day, `YYYY-MM-DD`. */
  recordedOn: v.string(),
  /** In the order of the requests: an adapter may repeat one without a parameter that was refused. */
  exchanges: v.array(exchange),
  /** Read over by whoever recorded it. */
  answer: readAnswer,
});

export type RecordedExchange = v.InferOutput<typeof exchange>;
export type ReadAnswer = v.InferOutput<typeof readAnswer>;
/** A real vendor's answer to one of SCOUT's own questions, without keys, account names and ids. */
export type Recording = v.InferOutput<typeof recording>;

/** Throws for a file that is no recording. */
export function parseRecording(text: string): Recording {
  return v.parse(recording, JSON.parse(text));
}

/** @param error with which the stream ended in place of `finish` */
export function readAnswerOf(events: readonly ChatEvent[], error: unknown): ReadAnswer {
  const joined = (type: 'text-delta' | 'reasoning-delta' | 'refusal-delta'): string =>
    events.map((event) => (event.type === type ? event.text : '')).join('');
  const count = (type: ChatEvent['type']): number => events.filter((event) => event.type === type).length;
  const usage = events.find((event) => event.type === 'usage')?.usage;
  const finish = events.find((event) => event.type === 'finish')?.reason;
  return {
    text: joined('text-delta'),
    reasoning: joined('reasoning-delta'),
    refusal: joined('refusal-delta'),
    calls: events.flatMap((event) => (event.type === 'tool-call' ? [{ name: event.name, input: event.input }] : [])),
    citations: count('citation'),
    images: count('image'),
    opaqueParts: count('opaque'),
    ...(usage === undefined ? {} : { usage: { ...usage } }),
    ...(finish === undefined ? {} : { finish }),
    ...(error === undefined ? {} : { error: codeOfError(error) }),
  };
}

/** What a list of models was read as. */
export function readModels(models: readonly ModelInfo[]): ReadAnswer {
  return { ...readAnswerOf([], undefined), models: models.map(({ id }) => id) };
}

function codeOfError(error: unknown): string {
  return error instanceof ScoutError ? error.code : 'no ScoutError';
}
