import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect } from 'preact/hooks';
import { useChat } from '../chatContext.js';

/** Puts the cursor where it was when the page before this one left, and remembers where it is. */
export function useCaret(input: RefObject<HTMLTextAreaElement | null>): void {
  const { memory } = useChat();
  useLayoutEffect(() => {
    const area = input.current;
    const { caret } = memory.restored;
    if (area === null || caret === null) return;
    if (caret.hasFocus) area.focus({ preventScroll: true });
    area.setSelectionRange(caret.start, caret.end);
  }, [input, memory]);
  useEffect(() => {
    const controller = new AbortController();
    const remember = (): void => {
      const area = input.current;
      if (area === null) return;
      const hasFocus = document.activeElement === area;
      memory.setSoon({ caret: { start: area.selectionStart, end: area.selectionEnd, hasFocus } });
    };
    const options = { signal: controller.signal };
    document.addEventListener('selectionchange', remember, options);
    // The page loses the focus as a whole when another part of the editor takes it: the composer keeps it within the page.
    document.addEventListener('focusin', remember, options);
    return () => controller.abort();
  }, [input, memory]);
}
