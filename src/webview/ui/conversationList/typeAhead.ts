/** After a pause of so many milliseconds the next character begins a new word. */
const pauseMs = 700;

/** Finds rows by the first letters of their titles, typed one after the other. */
export class TypeAhead {
  #typed = '';
  #last = -Infinity;

  /**
   * @param titles in the order of the list.
   * @param at where the focus is.
   * @param now milliseconds.
   * @returns where to go; `undefined` when nothing begins like that.
   */
  find(character: string, titles: readonly string[], at: number, now: number): number | undefined {
    this.#typed = now - this.#last > pauseMs ? character : this.#typed + character;
    this.#last = now;
    const typed = this.#typed.toLocaleLowerCase();
    // The same letter again and again goes from one row to the next.
    const repeats = typed.length > 1 && [...typed].every((letter) => letter === typed[0]);
    const beginning = repeats ? typed.slice(0, 1) : typed;
    const first = typed.length === 1 || repeats ? at + 1 : at;
    for (let step = 0; step < titles.length; step += 1) {
      const index = (first + step) % titles.length;
      if (titles[index]?.toLocaleLowerCase().startsWith(beginning) === true) return index;
    }
    return undefined;
  }
}
