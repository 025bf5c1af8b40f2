import { ScoutError } from '../../core/errors.js';
import { lettersIn, SharedRuns } from '../../core/text/sharedRuns.js';
import type { ChatRequest } from '../provider.js';

/** Stands where a server repeated the request. */
const mark = '[…]';
/** Half of the run that is found for certain, in letters and digits: with spaces and punctuation, about 40 characters. */
const seed = 16;
/** A shorter question is a word that any sentence may hold, in letters and digits. */
const shortestQuestion = 10;
/** How far slices of a text overlap, in characters; a text that is no longer is compared as a whole, too. */
const overlap = 8 * seed;
/** Characters of a prompt that are compared before others get their turn. */
const batchSize = 64 * 1024;
/** What it takes to begin with another text costs as much as comparing so many characters. */
const textSize = 100;
/** Characters of a message that are compared; a message holds far fewer. */
const maximumMessage = 8_000;

/**
 * The error without what its server repeated of the request: questions, answers, tools' results and instructions, in runs of about
 * 40 characters, and shorter texts as a whole. Code, wait and the rest are kept.
 */
export async function withoutPrompt(error: ScoutError, request: ChatRequest): Promise<ScoutError> {
  const cause = error.cause instanceof Error ? error.cause : undefined;
  const texts = textsOf(request);
  const message = await masked(error.message, texts);
  const stack = cause && (await masked(cause.stack ?? '', texts));
  if (message === error.message && stack === cause?.stack) return error;
  const { code, retryable, retryAfterMs, fault } = error;
  return new ScoutError(code, message, {
    retryable,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(fault === undefined ? {} : { fault }),
  });
}

async function masked(message: string, texts: readonly string[]): Promise<string> {
  const compared = message.slice(0, maximumMessage);
  if (compared === '') return compared;
  const shared = new SharedRuns(compared, seed);
  for (const batch of batchesOf(texts)) {
    shared.find(batch);
    shared.findWhole(batch.filter((text) => text.length <= overlap && lettersIn(text).length >= shortestQuestion));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return shared.masked(mark);
}

/** The texts, several at once or in slices. These overlap, so that a run across their border is found in one of them. */
function* batchesOf(texts: readonly string[]): Generator<readonly string[]> {
  let [batch, size]: [string[], number] = [[], 0];
  for (const text of texts) {
    for (let at = 0; at < text.length; at += batchSize) {
      batch.push(text.slice(Math.max(0, at - overlap), at + batchSize));
      size += Math.min(batchSize, text.length) + textSize;
      if (size < batchSize) continue;
      yield batch;
      [batch, size] = [[], 0];
    }
  }
  if (batch.length > 0) yield batch;
}

function textsOf({ system, messages }: ChatRequest): string[] {
  const said = messages.flatMap(({ parts }) =>
    parts.map((part) => ('text' in part ? part.text : part.type === 'tool-result' ? part.output : '')),
  );
  return [system ?? '', ...said].filter((text) => text !== '');
}
