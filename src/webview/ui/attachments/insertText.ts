/**
 * Writes into the composer in place of a part of it, so that Undo takes it back: of the ways a browser offers, this old one alone keeps its list of
 * changes. Reported as if it had been typed.
 */
export function replaceText(area: HTMLTextAreaElement, start: number, end: number, text: string): void {
  area.focus();
  area.setSelectionRange(start, end);
  if (text === '' && start === end) return;
  document.execCommand(text === '' ? 'delete' : 'insertText', false, text);
}
