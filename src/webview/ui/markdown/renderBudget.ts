/** Elements of one block that are shown at first, and with each "Show More". */
export const elementsAtATime = 3_000;
/** For each of them, signs of Markdown that may be parsed: those that become nothing take as long. */
const signsOfElement = 2;
/** What a block of code becomes: its head, buttons and icons. */
export const codeElements = 15;
/** Pictures of one block, and all of their pixels: what the browser decodes takes four bytes for each. */
const maximumImages = 20;
const maximumPixels = 24_000_000;

/** What rendering one block may still add to the page. */
export class RenderBudget {
  #elements: number;
  #signs: number;
  #images = maximumImages;
  #pixels = maximumPixels;
  #cut = false;

  constructor(elements: number) {
    this.#elements = elements;
    this.#signs = signsOfElement * elements;
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

  /** Takes signs of a text; @returns for how many of them there was room. */
  takeSigns(count: number): number {
    const taken = Math.min(count, this.#signs);
    this.#signs -= taken;
    return taken;
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
