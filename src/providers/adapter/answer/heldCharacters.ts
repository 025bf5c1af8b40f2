import { ScoutError } from '../../../core/errors.js';
import { limits } from '../limits.js';

/**
 * Told how many characters an adapter begins to keep until more of the answer is there, such as the arguments of a call: what is never
 * handed on is counted nowhere else. Throws `answer-too-long` beyond `limits.answerCharacters`.
 */
export type Hold = (characters: number) => void;

/** @param vendor as shown to users */
export function createHold(vendor: string): Hold {
  let held = 0;
  return (characters) => {
    held += characters;
    if (held > limits.answerCharacters) throw answerTooLong(vendor);
  };
}

/** @param vendor as shown to users */
export function answerTooLong(vendor: string): ScoutError {
  return new ScoutError(
    'answer-too-long',
    `${vendor} sent too much: an answer of more than ${limits.answerCharacters / 1024 / 1024} million characters.`,
  );
}
