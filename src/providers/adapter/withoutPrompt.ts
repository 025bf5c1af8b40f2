import { ScoutError } from '../../core/errors.js';
import { lettersIn, maskSharedRuns, maskWhole } from '../../core/text/sharedRuns.js';
import type { ChatRequest } from '../provider.js';

/** Stands where a server repeated the request. */
const mark = '[…]';
/** Half of the run that is found for certain, in letters and digits: with spaces and punctuation, about 40 characters. */
const seed = 16;
/** A shorter question is a word that any sentence may hold, in letters and digits. */
const shortestQuestion = 10;
/** Characters of a prompt that are compared before others get their turn. */
const sliceCharacters = 256 * 1024;
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
  let clean = message.slice(0, maximumMessage);
  let read = 0;
  for (const text of texts) {
    for (let at = 0; at < text.length; at += sliceCharacters) {
      // Slices overlap, so that a run across their border is found in one of them.
      clean = maskSharedRuns(clean, [text.slice(Math.max(0, at - 8 * seed), at + sliceCharacters)], seed, mark);
      read += Math.min(sliceCharacters, text.length);
      if (read < sliceCharacters) continue;
      read = 0;
      await new Promise((resolve) => setImmediate(resolve));
    }
    const isShort = text.length <= 8 * seed;
    if (isShort && lettersIn(text).length >= shortestQuestion) clean = maskWhole(clean, [text], mark);
  }
  return clean;
}

function textsOf({ system, messages }: ChatRequest): string[] {
  const said = messages.flatMap(({ parts }) =>
    parts.map((part) => ('text' in part ? part.text : part.type === 'tool-result' ? part.output : '')),
  );
  return [system ?? '', ...said].filter((text) => text !== '');
}
