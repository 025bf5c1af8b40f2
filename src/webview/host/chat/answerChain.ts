import { addUsage } from '../../../core/addUsage.js';
import { picturesOf } from '../../../core/picture.js';
import type { Usage } from '../../../core/message.js';
import type { StoredMessage } from '../../../storage/api/chatHistory.js';
import type { PictureAddress } from '../../protocol/pictures.js';

/** An answer and what continues it, in the order of the branch; most answers are alone. Never empty. */
export type AnswerChain = readonly [StoredMessage, ...StoredMessage[]];

/** Divides a part of a branch into what is shown as one message each: an answer that was cut off together with its continuations. */
export function answerChains(branch: readonly StoredMessage[]): readonly AnswerChain[] {
  const chains: [StoredMessage, ...StoredMessage[]][] = [];
  for (const message of branch) {
    const last = chains.at(-1);
    if (last !== undefined && continues(message, last.at(-1))) last.push(message);
    else chains.push([message]);
  }
  return chains;
}

/** Whether a message is the rest of the one before it: "Continue" stores it as an answer that follows an unfinished answer. */
export function continues(message: StoredMessage, before: StoredMessage | undefined): boolean {
  return (
    before !== undefined &&
    before.role === 'assistant' &&
    message.role === 'assistant' &&
    message.parentId === before.id &&
    (before.status === 'interrupted' || before.finishReason === 'length')
  );
}

/** A chain as one message: the last one's id and outcome, the text of all. */
export function joinedAnswer(chain: AnswerChain): StoredMessage {
  const last = chain.at(-1)!;
  if (chain.length === 1) return last;
  const usage = chain.reduce<Usage | undefined>((sum, message) => addUsage(sum, message.usage), undefined);
  return {
    ...last,
    createdAt: chain[0].createdAt,
    parts: chain.flatMap(({ parts }) => parts),
    ...(usage === undefined ? {} : { usage }),
  };
}

/** Where the pictures of a chain are stored, in their order. */
export function pictureAddresses(chain: AnswerChain): readonly PictureAddress[] {
  return chain.flatMap(({ id, parts }) => picturesOf(parts).map((_, index) => ({ messageId: id, index })));
}

/**
 * The ids among which a chain's last one stands: the versions of its first message, each link of the chain replaced by the
 * versions of what continues it.
 */
export function chainVersions(chain: AnswerChain, siblingsOf: (message: StoredMessage) => readonly string[]): string[] {
  const versions = [...siblingsOf(chain[0])];
  for (const [index, message] of chain.slice(1).entries())
    versions.splice(versions.indexOf(chain[index]!.id), 1, ...siblingsOf(message));
  return versions;
}
