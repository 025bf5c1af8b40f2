import {
  answerMarks,
  answerTags,
  beginsWith,
  firstMark,
  thoughtMarks,
  type Marks,
} from '../../../core/text/thoughtMarks.js';
import type { ChatEvent } from '../../provider.js';

/** White space that is held back until it is known what follows; a longer one belongs to the text. */
const longestSpace = 1_000;

/** So many parts within marks are read; all behind them is text. A model that repeats itself must not take the time of all. */
const mostParts = 32;

/** A part of the answer that a mark begins: `between` is none yet. */
interface Part {
  readonly kind: 'between' | 'thought' | 'answer';
  /** What ends it. */
  readonly closes: readonly string[];
}

const between: Part = { kind: 'between', closes: [] };

/** Makes reasoning of marked thoughts, however the text is cut; a mark that comes after anything else is text. */
export class ThinkTags {
  /** `undefined`: all that follows is text. */
  #part: Part | undefined = between;
  #held = '';
  #parts = 0;
  /** Whether a part within marks has ended. */
  #isAfter = false;
  /** The answer within marks that seems to have ended, and the mark at its end, which is text if the answer goes on. */
  #ended: (Part & { readonly mark: string }) | undefined;
  #hasThought = false;
  /** Nothing of this thought has been passed on yet. */
  #isNewThought = false;

  /** What to pass on in place of an event. */
  read(event: ChatEvent): readonly ChatEvent[] {
    if (event.type === 'text-delta') {
      if (this.#part === undefined) return [event];
      this.#held += event.text;
      return this.#readHeld();
    }
    return event.type === 'reasoning-delta' ? [event] : [...this.rest(), event];
  }

  /** What is held back, when nothing follows. */
  rest(): readonly ChatEvent[] {
    const text = this.#take(this.#held.length);
    if (this.#part?.kind === 'thought') return this.#thought(text.trimEnd());
    const ended = this.#ended?.mark ?? '';
    this.#ended = undefined;
    // Behind the end of an answer, only text shows that it was none.
    if (ended !== '' && text.trim() === '') return [];
    if (this.#part === between && text !== '') this.#part = undefined;
    return textEvents(ended + text);
  }

  #readHeld(): readonly ChatEvent[] {
    switch (this.#part?.kind) {
      case 'between':
        return this.#readBetween();
      case 'thought':
        return this.#readThought();
      case 'answer':
        return this.#readAnswer();
      case undefined:
        return textEvents(this.#take(this.#held.length));
    }
  }

  #readBetween(): readonly ChatEvent[] {
    const text = this.#held.trimStart();
    // White space behind a thought is of no use to anybody.
    if (this.#isAfter && this.#ended === undefined) this.#held = text;
    const begun = this.#parts < mostParts ? beginningOf(text, this.#isAfter) : undefined;
    if (begun === 'unsure' && this.#held.length - text.length < longestSpace) return [];
    if (begun === undefined || begun === 'unsure') return this.#goOn();
    this.#parts += 1;
    this.#held = text.slice(begun.length);
    this.#ended = undefined;
    this.#part = begun.part;
    this.#isNewThought = true;
    this.#isAfter ||= begun.part === between;
    return this.#readHeld();
  }

  /** What follows is text, or more of the answer that seemed to have ended. */
  #goOn(): readonly ChatEvent[] {
    const ended = this.#ended;
    this.#ended = undefined;
    this.#parts += 1;
    this.#part = this.#parts < mostParts ? ended : undefined;
    return [...textEvents(ended?.mark ?? ''), ...this.#readHeld()];
  }

  #readThought(): readonly ChatEvent[] {
    const closes = this.#part!.closes;
    const end = firstMark(this.#held, closes);
    if (end === undefined) {
      // White space before the end, or the beginning of the end, may follow.
      const sure = this.#held.slice(0, sureLength(this.#held, closes)).trimEnd().length;
      return this.#thought(this.#take(Math.max(sure, this.#held.length - longestSpace)));
    }
    const thought = this.#thought(this.#take(end.at).trimEnd());
    this.#take(end.length);
    this.#part = between;
    this.#isAfter = true;
    return [...thought, ...this.#readHeld()];
  }

  #readAnswer(): readonly ChatEvent[] {
    const part = this.#part!;
    const end = firstMark(this.#held, part.closes);
    if (end === undefined) return textEvents(this.#take(sureLength(this.#held, part.closes)));
    const text = this.#take(end.at);
    this.#ended = { ...part, mark: this.#take(end.length) };
    this.#part = between;
    this.#isAfter = true;
    return [...textEvents(text), ...this.#readHeld()];
  }

  #take(length: number): string {
    const text = this.#held.slice(0, length);
    this.#held = this.#held.slice(length);
    return text;
  }

  /** Without the white space in front of it, and as a paragraph of its own. */
  #thought(text: string): ChatEvent[] {
    const thought = this.#isNewThought ? text.trimStart() : text;
    if (thought === '') return [];
    const isNext = this.#hasThought && this.#isNewThought;
    this.#hasThought = true;
    this.#isNewThought = false;
    return [{ type: 'reasoning-delta', text: isNext ? `\n\n${thought}` : thought }];
  }
}

/**
 * The part that a text begins; `unsure` while there is too little of the text.
 * @param isAfter whether a part has ended in front of it
 */
function beginningOf(text: string, isAfter: boolean): { part: Part; length: number } | 'unsure' | undefined {
  const answers = isAfter ? [...answerMarks, answerTags] : answerMarks;
  const partsOf = (kind: Part['kind'], marks: readonly Marks[]): { part: Part; mark: string }[] =>
    marks.flatMap(({ opens, closes }) => opens.map((mark) => ({ part: { kind, closes }, mark })));
  const begun = [
    ...partsOf('thought', thoughtMarks),
    ...partsOf('answer', answers),
    // Where the prompt has opened the thought and nothing was thought, only its end comes.
    ...(isAfter ? [] : thoughtMarks.flatMap(({ closes }) => closes.map((mark) => ({ part: between, mark })))),
  ];
  const found = begun.find(({ mark }) => beginsWith(text, mark));
  if (found !== undefined) return { part: found.part, length: found.mark.length };
  return begun.some(({ mark }) => beginsWith(mark, text)) ? 'unsure' : undefined;
}

/** How much of a text is not the beginning of a mark at its end. */
function sureLength(text: string, marks: readonly string[]): number {
  const longest = Math.max(...marks.map((mark) => mark.length)) - 1;
  for (let length = Math.min(longest, text.length); length > 0; length -= 1)
    if (marks.some((mark) => beginsWith(mark, text.slice(-length)))) return text.length - length;
  return text.length;
}

function textEvents(text: string): readonly ChatEvent[] {
  return text === '' ? [] : [{ type: 'text-delta', text }];
}
