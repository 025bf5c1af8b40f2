import assert from 'node:assert/strict';
import {
  answerChains,
  chainVersions,
  joinedAnswer,
  type AnswerChain,
} from '../../../../../src/webview/host/chat/answerChain.js';
import { storedMessage } from '../support/storedMessages.js';

describe('an answer and its continuations', () => {
  const question = storedMessage('q', { role: 'user' });
  const cut = storedMessage('a', { parentId: 'q', status: 'interrupted', usage: { inputTokens: 1, outputTokens: 2 } });
  const limited = storedMessage('b', { parentId: 'a', finishReason: 'length' });
  const rest = storedMessage('c', { parentId: 'b', usage: { inputTokens: 10, outputTokens: 20 } });
  const ids = (chains: readonly AnswerChain[]) => chains.map((chain) => chain.map(({ id }) => id).join(''));

  it('are one message, whether it was cut off or reached the limit', () => {
    assert.deepEqual(ids(answerChains([question, cut, limited, rest])), ['q', 'abc']);
    const joined = joinedAnswer([cut, limited, rest]);
    assert.equal(joined.id, 'c');
    assert.equal(joined.parts.length, 3);
    assert.deepEqual(joined.usage, { inputTokens: 11, outputTokens: 22 });
  });

  it('are not one with an answer that had its end, with a question or with an answer to something else', () => {
    const complete = storedMessage('d', { parentId: 'c' });
    const other = storedMessage('e', { parentId: 'x' });
    assert.deepEqual(ids(answerChains([cut, question, limited, rest, complete, other])), ['a', 'q', 'bc', 'd', 'e']);
  });

  it('stand among the versions of all of their parts', () => {
    const siblings: Record<string, readonly string[]> = { a: ['z', 'a'], b: ['b', 'b2'], c: ['c'] };
    assert.deepEqual(
      chainVersions([cut, limited, rest], ({ id }) => siblings[id]!),
      ['z', 'c', 'b2'],
    );
  });
});
