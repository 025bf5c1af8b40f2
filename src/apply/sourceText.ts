/** A file in lines. What is not a line's text is kept apart, so that it can be kept. */
export interface SourceText {
  readonly bom: string;
  /** Without line ends. None of an empty text. */
  readonly lines: readonly string[];
  /** Of each line: `\n`, `\r\n`, or nothing, which only the last one may have. */
  readonly ends: readonly string[];
}

/** Lines `start` to before `end`, from 0, become `lines`; `ends` says how they end, where that is known. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
  readonly ends?: readonly (string | undefined)[];
}

const BOM = '\uFEFF';

/** A carriage return that stands alone is a character as any other, as it is for git. */
export function splitText(text: string): SourceText {
  const bom = text.startsWith(BOM) ? BOM : '';
  const lines: string[] = [];
  const ends: string[] = [];
  let start = bom.length;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    if (newline === -1) {
      lines.push(text.slice(start));
      ends.push('');
      break;
    }
    const isCrlf = newline > start && text[newline - 1] === '\r';
    lines.push(text.slice(start, isCrlf ? newline - 1 : newline));
    ends.push(isCrlf ? '\r\n' : '\n');
    start = newline + 1;
  }
  return { bom, lines, ends };
}

/** The lines of a block, whatever they end with. An empty line behind the last line end does not count. */
export function blockLines(text: string): string[] {
  return [...splitText(text).lines];
}

/** How most lines end; `\n` if none does. */
export function usualEnd({ ends }: SourceText): string {
  const crlf = ends.reduce((count, end) => count + (end === '\r\n' ? 1 : 0), 0);
  return crlf * 2 > ends.filter((end) => end !== '').length ? '\r\n' : '\n';
}

export const hasMixedEnds = ({ ends }: SourceText): boolean => ends.includes('\n') && ends.includes('\r\n');

/**
 * The text with the edits. A new line ends as the one it replaces, else as the one before it; the text ends as before, with or without a line end.
 * @param edits in ascending order, without overlaps
 * @param endsOpen whether the text ends without a line end, if something says so
 */
export function editText(source: SourceText, edits: readonly Edit[], endsOpen?: boolean): string {
  const usual = usualEnd(source);
  const lines: string[] = [];
  const ends: string[] = [];
  let next = 0;
  const keepUntil = (index: number): void => {
    for (; next < index; next++) {
      lines.push(source.lines[next] ?? '');
      ends.push(source.ends[next] ?? '');
    }
  };
  for (const edit of edits) {
    keepUntil(edit.start);
    edit.lines.forEach((line, index) => {
      const replaced = edit.start + index < edit.end ? source.ends[edit.start + index] : source.ends[edit.end - 1];
      const above = replaced || ends.at(-1) || source.ends[edit.start] || usual;
      lines.push(line);
      ends.push(edit.ends?.[index] ?? above);
    });
    next = edit.end;
  }
  keepUntil(source.lines.length);
  const open = endsOpen ?? source.ends.at(-1) === '';
  const last = lines.length - 1;
  const parts = lines.map((line, index) => line + (index === last && open ? '' : ends[index] || usual));
  return source.bom + parts.join('');
}
