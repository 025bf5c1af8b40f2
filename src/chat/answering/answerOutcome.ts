import { toScoutError } from '../../core/errors.js';
import type { MessagePart } from '../../core/message.js';
import { splitUnopenedThought } from '../../core/text/unopenedThought.js';
import type { StoredMessage } from '../../storage/api/chatHistory.js';
import { maximumErrorLength } from '../limits.js';
import type { AnswerBuilder } from './answerBuilder.js';

/** What the raw finish reason of an answer says that its reader has stopped. Stored; older versions ignore it. */
export const USER_STOP = 'user-stop';

/** How an answer ended, and why, where that was an error. */
export type AnswerOutcome = Pick<StoredMessage, 'status' | 'error'>;

/** How an answer ended whose stream failed with this error: what has arrived makes it `interrupted` instead of `failed`. */
export function failureOutcome(error: unknown, { parts }: Pick<AnswerBuilder, 'parts'>): AnswerOutcome {
  const { code, message, fault, retryAfterMs } = toScoutError(error);
  return {
    status: parts.length > 0 ? 'interrupted' : 'failed',
    error: {
      code,
      message: message.slice(0, maximumErrorLength),
      ...(fault === undefined ? {} : { fault }),
      ...(retryAfterMs === undefined ? {} : { retryAt: Date.now() + retryAfterMs }),
    },
  };
}

/** The finished message of an answer. */
export function finishedAnswer(start: StoredMessage, answer: AnswerBuilder, outcome: AnswerOutcome): StoredMessage {
  const { usage, finish, parts } = answer;
  return {
    ...start,
    parts: withThoughtApart(parts),
    ...outcome,
    ...(usage === undefined ? {} : { usage }),
    ...(finish === undefined ? {} : { finishReason: finish.reason }),
    ...(finish?.rawReason === undefined ? {} : { rawFinishReason: finish.rawReason }),
  };
}

/** A thought that shows as one only by its end has been shown as text so far. Nothing is lost: it is kept as reasoning. */
function withThoughtApart(parts: readonly MessagePart[]): readonly MessagePart[] {
  const first = parts.findIndex(({ type }) => type === 'text' || type === 'reasoning');
  const part = parts[first];
  const split = part?.type === 'text' ? splitUnopenedThought(part.text) : undefined;
  if (split === undefined) return parts;
  const { thought, answer } = split;
  return [
    ...parts.slice(0, first),
    { type: 'reasoning', text: thought },
    ...(answer === '' ? [] : [{ type: 'text', text: answer } as const]),
    ...parts.slice(first + 1),
  ];
}
