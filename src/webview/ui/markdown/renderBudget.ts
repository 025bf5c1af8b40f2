import { beginningWithin } from './inlineSigns.js';

/** Elements of one block that are shown at first, and with each "Show More". */
export const elementsAtATime = 3_000;
/**
 * For each of them, what parsing and drawing its text may take: two signs of Markdown, as those that become nothing take as long, or five to
 * ten other characters that are no plain letters. Brackets that nothing closes are looked for to the end of a text, and the browser orders and shapes all of
 * it in one go: 250 KB of `[` and dashes took 1.3 s.
 */
const workOfElement = 10;
/** What a block of code becomes: its head, buttons and icons. */
export const codeElements = 28;
/** Pictures of one block, and all of their pixels: what the browser decodes takes four bytes for each. */
const maximumImages = 20;
const maximumPixels = 24_000_000;

/** What rendering one block may still add to the page. */
export class RenderBudget {
  #elements: number;
  #work: number;
  #images = maximumImages;
  #pixels = maximumPixels;
  #cut = false;

  constructor(elements: number) {
    this.#elements = elements;
    this.#work = workOfElement * elements;
  }

  /** Whether something was left out. */
  get cut(): boolean {
    return this.#cut;
  }

  /** Takes so many elements; `false` when there is none left. */
  takeElements(count: number): boolean {
    if (this.#elements > 0) {
      this.#elements -= count;
      return true;
    }
    this.#cut = true;
    return false;
  }

  /** Takes a text that may hold signs of Markdown; @returns how many of its first characters there was room for. */
  takeText(text: string): number {
    const { length, taken } = beginningWithin(text, this.#work);
    this.#work -= taken;
    return length;
  }

  /** Nothing more is shown. */
  end(): void {
    this.#elements = 0;
    this.#cut = true;
  }

  /** Takes a picture of so many pixels; `false` when it is one too many, or too large beside those before. */
  takeImage(pixels: number): boolean {
    if (this.#images === 0 || pixels > this.#pixels) return false;
    this.#images -= 1;
    this.#pixels -= pixels;
    return true;
  }
}
