/** How far a sequence may move the cursor in a line: hardly a terminal is wider, and a few bytes could ask for gigabytes. */
const maximumColumn = 500;
/** How many lines, from the last one up, can still change: hardly a terminal is higher. */
const maximumRows = 200;
/** From this length on, in UTF-16 code units, the beginning of a line stays as it is. A terminal breaks lines much earlier. */
const changeableLength = 4_000;

interface Line {
  /** Can no longer change. */
  readonly kept: string;
  readonly text: string;
}

const emptyLine: Line = { kept: '', text: '' };

/** Whoever restores it owns its arrays. */
interface State {
  readonly done: string[];
  readonly lines: Line[];
  readonly row: number;
  readonly column: number;
}

/** What stands in a terminal after all that programs write over themselves. The work for each character and command is bounded. */
export class WrittenLines {
  /** Lines that nothing can reach any more. */
  #done: string[] = [];
  #lines: Line[] = [emptyLine];
  #row = 0;
  /** In the part of the line that can change. */
  #column = 0;
  /** What stood there before a program took the whole window. */
  #behind: State | undefined;

  write(written: string): void {
    const { kept, text } = this.#line;
    const before = this.#column === text.length ? text : text.slice(0, this.#column).padEnd(this.#column);
    const after = before + written + text.slice(this.#column + written.length);
    this.#column += written.length;
    if (this.#column < after.length || after.length < changeableLength) {
      this.#line = { kept, text: after };
      return;
    }
    this.#line = { kept: kept + after, text: '' };
    this.#column = 0;
  }

  /** One of the characters below the blank. */
  control(character: string): void {
    if (character === '\n') this.#newLine();
    else if (character === '\r') this.#column = 0;
    else if (character === '\b') this.#column = Math.max(0, this.#column - 1);
    else if (character === '\t') this.write('\t');
  }

  /** What moves or erases; all else, such as a color, changes nothing that can be read. @param letter the last character of a CSI sequence */
  command(letter: string, parameters: string): void {
    const count = Math.max(1, Math.min(Number.parseInt(parameters, 10) || 0, maximumColumn));
    if ('KXP'.includes(letter)) this.#change(letter, parameters, count);
    else if (letter === 'J') this.#erase(parameters);
    else if ('ABEFGCD'.includes(letter)) this.#move(letter, count);
    else if (letter === 'H' || letter === 'f') this.#jump();
    else if (/^\?(?:47|1047|1049)$/u.test(parameters)) this.#takeWindow(letter === 'h');
  }

  reset(): void {
    this.#restore({ done: [], lines: [emptyLine], row: 0, column: 0 });
  }

  /** Without blanks at the ends of lines and empty lines around it. */
  text(): string {
    const lines = [...this.#done, ...this.#lines.map(joined)].map((line) => line.trimEnd());
    const first = lines.findIndex((line) => line !== '');
    return first < 0 ? '' : lines.slice(first, lines.findLastIndex((line) => line !== '') + 1).join('\n');
  }

  get #line(): Line {
    return this.#lines[this.#row]!;
  }

  set #line(line: Line) {
    this.#lines[this.#row] = line;
  }

  #newLine(): void {
    this.#row += 1;
    this.#column = 0;
    if (this.#row === this.#lines.length) this.#lines.push(emptyLine);
    // In blocks: taking a single line from the front would cost as much as the others.
    if (this.#lines.length < 2 * maximumRows || this.#row < maximumRows) return;
    const gone = this.#lines.length - maximumRows;
    for (const line of this.#lines.splice(0, gone)) this.#done.push(joined(line));
    this.#row = Math.max(0, this.#row - gone);
  }

  #change(letter: string, parameters: string, count: number): void {
    const { kept, text } = this.#line;
    const before = text.slice(0, this.#column);
    const after = text.slice(this.#column + count);
    if (letter === 'P') this.#line = { kept, text: before + after };
    else if (letter === 'X') this.#line = { kept, text: after === '' ? before : before + ' '.repeat(count) + after };
    else if (parameters === '2') this.#line = { kept, text: '' };
    else if (parameters === '1') this.#line = { kept, text: ' '.repeat(before.length) + text.slice(this.#column) };
    else this.#line = { kept, text: before };
  }

  #move(letter: string, count: number): void {
    if (letter === 'G') this.#column = count - 1;
    else if (letter === 'C')
      this.#column = Math.min(this.#column + count, Math.max(this.#line.text.length, maximumColumn));
    else if (letter === 'D') this.#column = Math.max(0, this.#column - count);
    else {
      const isUp = letter === 'A' || letter === 'F';
      this.#row = Math.min(Math.max(0, this.#row + (isUp ? -count : count)), this.#lines.length - 1);
      if (letter === 'E' || letter === 'F') this.#column = 0;
    }
  }

  /** To a place in the window, whose first line is not known here: what follows begins a line of its own. */
  #jump(): void {
    this.#row = this.#lines.length - 1;
    if (this.#line.text !== '') this.#newLine();
    this.#column = 0;
  }

  #erase(parameters: string): void {
    if (parameters === '2' || parameters === '3') this.reset();
    else if (parameters === '' || parameters === '0') {
      const { kept, text } = this.#line;
      this.#line = { kept, text: text.slice(0, this.#column) };
      this.#lines.length = this.#row + 1;
    }
  }

  /** An editor or a pager: what it showed is gone when it ends. */
  #takeWindow(begins: boolean): void {
    if (begins && this.#behind === undefined) {
      this.#behind = { done: this.#done, lines: this.#lines, row: this.#row, column: this.#column };
      this.reset();
    } else if (!begins && this.#behind !== undefined) {
      this.#restore(this.#behind);
      this.#behind = undefined;
    }
  }

  #restore({ done, lines, row, column }: State): void {
    this.#done = done;
    this.#lines = lines;
    this.#row = row;
    this.#column = column;
  }
}

function joined({ kept, text }: Line): string {
  return kept + text;
}
