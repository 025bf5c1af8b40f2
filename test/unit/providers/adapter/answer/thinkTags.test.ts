import assert from 'node:assert/strict';
import { answerMarks, thoughtMarks } from '../../../../../src/core/text/thoughtMarks.js';
import { ThinkTags } from '../../../../../src/providers/adapter/answer/thinkTags.js';
import type { ChatEvent } from '../../../../../src/providers/provider.js';

/** What is read in a text that comes in pieces of this many characters. */
function read(text: string, size: number): { text: string; reasoning: string } {
  const thinkTags = new ThinkTags();
  const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'gu')) ?? [];
  const events: ChatEvent[] = pieces.flatMap((piece) => [...thinkTags.read({ type: 'text-delta', text: piece })]);
  events.push(...thinkTags.rest());
  const joined = (type: string): string =>
    events.map((event) => (event.type === type && 'text' in event ? event.text : '')).join('');
  return { text: joined('text-delta'), reasoning: joined('reasoning-delta') };
}

function assertRead(given: string, text: string, reasoning: string): void {
  for (const size of [1, 2, 3, 5, 8, 13, 21, 1_000])
    assert.deepEqual(read(given, size), { text, reasoning }, `${given} in pieces of ${size}`);
}

describe('thoughts in the text of an answer', () => {
  it('are text where a model repeats them without end', () => {
    for (const repeated of [
      '<think>a</think>',
      '<think>\n</think>\n',
      '</think>',
      '<|channel|>final<|message|>a<|end|>',
    ]) {
      const thinkTags = new ThinkTags();
      const events = thinkTags.read({ type: 'text-delta', text: `${repeated.repeat(20_000)}Hi` });
      const all = [...events, ...thinkTags.rest()].map((event) => ('text' in event ? event.text : '')).join('');
      assert.ok(all.endsWith('Hi'), repeated);
    }
  });

  it('are reasoning, whatever marks them and however the text is cut', () => {
    for (const { opens, closes } of thoughtMarks)
      for (const open of opens)
        for (const close of closes) {
          assertRead(`${open}A thought.${close}Paris.`, 'Paris.', 'A thought.');
          assertRead(` \n${open}\nA <thought.\n${close}\n\nParis. ${close}\n`, `Paris. ${close}\n`, 'A <thought.');
          assertRead(`${open}A thought.`, '', 'A thought.');
          assertRead(`${close}\nParis.`, 'Paris.', '');
          assertRead(`Say ${open}A thought.${close}Paris.`, `Say ${open}A thought.${close}Paris.`, '');
        }
  });

  it('may be several in a row', () => {
    assertRead('<think>One.</think>\n\n<think> Two.</think>\nParis.', 'Paris.', 'One.\n\nTwo.');
    assertRead('<think></think><reasoning>One.</reasoning>Paris. <think>x</think>', 'Paris. <think>x</think>', 'One.');
  });

  it('are in no text that only begins like a mark', () => {
    for (const text of [
      '<',
      '<thin',
      '<thinker>',
      '<|chan',
      '[THING]',
      '◁',
      '  <b>x</b>',
      ' '.repeat(2_000),
      '<answer>x',
    ])
      assertRead(text, text, '');
  });

  it('do not hold back what comes after the beginning', () => {
    const thinkTags = new ThinkTags();
    assert.deepEqual(thinkTags.read({ type: 'text-delta', text: 'A <' }), [{ type: 'text-delta', text: 'A <' }]);
  });
});

describe('an answer within marks of its own', () => {
  it('is the text between them', () => {
    for (const { opens, closes } of answerMarks)
      for (const open of opens)
        for (const close of closes) {
          assertRead(`${open}Paris.${close}`, 'Paris.', '');
          assertRead(`<think>A thought.</think>\n${open}Paris.${close}\n`, 'Paris.', 'A thought.');
          assertRead(`${open}Paris`, 'Paris', '');
        }
    assertRead('<think>A thought.</think><answer>Paris.</answer>\n', 'Paris.', 'A thought.');
  });

  it('keeps a mark after which it goes on', () => {
    const text = 'Say <|end_of_solution|> and <|end_of_solution|>\n\nmore.';
    assertRead(`<|begin_of_solution|>${text}<|end_of_solution|>`, text, '');
    const space = `Say <|end_of_solution|>${' '.repeat(2_000)}`;
    assertRead(`<|begin_of_solution|>${space}x`, `${space}x`, '');
  });

  it('keeps the beginning of a mark at its end', () => {
    assertRead('<|begin_of_solution|>a <|end_', 'a <|end_', '');
    assertRead('<|begin_of_solution|>a<|end_of_solution|>\n<thi', 'a<|end_of_solution|>\n<thi', '');
  });

  it('may be several messages', () => {
    const message = (channel: string, text: string): string => `<|channel|>${channel}<|message|>${text}<|end|>`;
    const messages = [message('analysis', 'One.'), message('commentary', 'I look. '), message('analysis', ' Two.')];
    const harmony = `${messages.join('<|start|>assistant')}<|start|>assistant<|channel|>final<|message|>Paris.<|return|>`;
    assertRead(harmony, 'I look. Paris.', 'One.\n\nTwo.');
  });
});
