/** The end of what was written, however much it was: pieces are dropped from the front as they come. */
export class OutputTail {
  readonly #maximum: number;
  readonly #pieces: string[] = [];
  #length = 0;
  #dropped = 0;

  /** @param maximum in UTF-16 code units; up to a piece more is kept */
  constructor(maximum: number) {
    this.#maximum = maximum;
  }

  add(written: string): void {
    const piece = written.length > this.#maximum ? written.slice(-this.#maximum) : written;
    this.#dropped += written.length - piece.length;
    this.#pieces.push(piece);
    this.#length += piece.length;
    while (this.#length - this.#pieces[0]!.length >= this.#maximum) {
      const first = this.#pieces.shift()!;
      this.#length -= first.length;
      this.#dropped += first.length;
    }
  }

  /** Whether the beginning is missing. */
  get isCut(): boolean {
    return this.#dropped > 0;
  }

  /** How much was written in all. */
  get written(): number {
    return this.#length + this.#dropped;
  }

  text(): string {
    return this.#pieces.join('');
  }
}
