/** The browser inserts line by line: 1,000 lines took 9 s. */
const undoableLength = 2_000;

/**
 * Writes into the composer in place of a part of it, so that Undo takes it back: of the ways a browser offers, this old one alone keeps its list of
 * changes. A long text is written without. Reported as if it had been typed.
 */
export function replaceText(area: HTMLTextAreaElement, start: number, end: number, text: string): void {
  area.focus();
  area.setSelectionRange(start, end);
  if (text === '' && start === end) return;
  if (text.length > undoableLength || end - start > undoableLength) {
    area.setRangeText(text, start, end, 'end');
    area.dispatchEvent(new InputEvent('input', { bubbles: true }));
  } else document.execCommand(text === '' ? 'delete' : 'insertText', false, text);
}
