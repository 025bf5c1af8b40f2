import assert from 'node:assert/strict';
import { OneAtATime } from '../../../../src/vscode/context/editor/oneAtATime.js';

describe('questions that cannot be taken back', () => {
  it('are asked one at a time, and not at all once nobody wants the answer', async () => {
    const asked: string[] = [];
    const line = new OneAtATime();
    const first = Promise.withResolvers<string>();
    const [one, two] = [new AbortController(), new AbortController()];
    const ask = (name: string, answer: Promise<string>, signal: AbortSignal): Promise<string> =>
      line.ask(() => (asked.push(name), answer), signal);
    const answers = [
      ask('one', first.promise, one.signal),
      ask('two', Promise.resolve('2'), two.signal),
      ask('three', Promise.resolve('3'), new AbortController().signal),
    ];
    one.abort();
    two.abort();
    await assert.rejects(answers[0]!, { name: 'AbortError' });
    await assert.rejects(answers[1]!, { name: 'AbortError' });
    assert.deepEqual(asked, ['one']);
    first.resolve('1');
    assert.equal(await answers[2], '3');
    assert.deepEqual(asked, ['one', 'three']);
  });

  it('go on after one that fails, and after one that is never answered', async () => {
    const line = new OneAtATime(20);
    const { signal } = new AbortController();
    await assert.rejects(
      line.ask(() => Promise.reject(new Error('no')), signal),
      /no/u,
    );
    void line.ask(() => new Promise(() => undefined), signal);
    const held = setTimeout(() => undefined, 10_000);
    assert.equal(await line.ask(() => Promise.resolve('yes'), signal), 'yes');
    clearTimeout(held);
  });
});
