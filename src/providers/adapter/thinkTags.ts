import type { ChatEvent } from '../provider.js';

/**
 * Tags that models without a parser on their server put around their thoughts, at the beginning of the answer: DeepSeek R1, Qwen and others
 * (continuedev/continue#3832), Gemma, Magistral (its chat template).
 */
const tags: readonly (readonly [open: string, close: string])[] = [
  ['<think>', '</think>'],
  ['<thinking>', '</thinking>'],
  ['<thought>', '</thought>'],
  ['[THINK]', '[/THINK]'],
];

/** White space that is held back until it is known what follows; a longer one belongs to the text. */
const longestSpace = 1_000;

/** Makes reasoning of tagged thoughts, however the text is cut; a tag that comes after anything else is text. */
export class ThinkTags {
  #state: 'beginning' | 'thinking' | 'after' | 'text' = 'beginning';
  #held = '';
  /** The tag that ends the thought. */
  #close = '';
  #hasThought = false;

  /** What to pass on in place of an event. */
  read(event: ChatEvent): readonly ChatEvent[] {
    if (event.type === 'text-delta') {
      if (this.#state === 'text') return [event];
      this.#held += event.text;
      return this.#readHeld();
    }
    return event.type === 'reasoning-delta' ? [event] : [...this.rest(), event];
  }

  /** What is held back, when nothing follows. */
  rest(): readonly ChatEvent[] {
    const text = this.#take(this.#held.length);
    if (this.#state === 'thinking') return this.#thought(text.trimEnd());
    if (this.#state === 'beginning' && text !== '') this.#state = 'text';
    return text === '' ? [] : [{ type: 'text-delta', text }];
  }

  #readHeld(): readonly ChatEvent[] {
    switch (this.#state) {
      case 'beginning':
        return this.#readBeginning();
      case 'thinking':
        return this.#readThought();
      case 'after':
        this.#held = this.#held.trimStart();
        if (this.#held === '') return [];
        this.#state = 'text';
        return this.rest();
      case 'text':
        return this.rest();
    }
  }

  #readBeginning(): readonly ChatEvent[] {
    const text = this.#held.trimStart();
    const tag = tags.find((pair) => pair.some((word) => text.startsWith(word)));
    if (tag !== undefined) {
      const [open, close] = tag;
      // Where the prompt has opened the tag and nothing was thought, only its end comes.
      const isClosed = text.startsWith(close);
      this.#held = text.slice((isClosed ? close : open).length);
      this.#close = close;
      this.#state = isClosed ? 'after' : 'thinking';
    } else if (this.#held.length - text.length >= longestSpace || !tags.flat().some((word) => word.startsWith(text))) {
      this.#state = 'text';
    } else return [];
    return this.#readHeld();
  }

  #readThought(): readonly ChatEvent[] {
    const end = this.#held.indexOf(this.#close);
    if (end === -1) {
      // White space before the end, or the beginning of the end, may follow.
      const unsure = Math.min(this.#held.length - sureLength(this.#held, this.#close), longestSpace);
      return this.#thought(this.#take(this.#held.length - unsure));
    }
    const thought = this.#thought(this.#take(end).trimEnd());
    this.#take(this.#close.length);
    this.#state = 'after';
    return [...thought, ...this.#readHeld()];
  }

  #take(length: number): string {
    const text = this.#held.slice(0, length);
    this.#held = this.#held.slice(length);
    return text;
  }

  /** Without the white space in front of the first one. */
  #thought(text: string): ChatEvent[] {
    const thought = this.#hasThought ? text : text.trimStart();
    this.#hasThought ||= thought !== '';
    return thought === '' ? [] : [{ type: 'reasoning-delta', text: thought }];
  }
}

/** How much of a text is neither white space at its end nor the beginning of a tag there. */
function sureLength(text: string, tag: string): number {
  for (let length = Math.min(tag.length - 1, text.length); length > 0; length -= 1) {
    if (tag.startsWith(text.slice(-length))) return text.slice(0, -length).trimEnd().length;
  }
  return text.trimEnd().length;
}
