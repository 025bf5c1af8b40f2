import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { useChat } from '../chatContext.js';
import { wordPattern } from './wordPattern.js';
import { wordRanges } from './wordRanges.js';

/** As the style sheet names it. */
const highlightName = 'found-word';
/** Text that changes is marked anew after this time, in milliseconds: colors of code come later, and more of a long text on request. */
const pauseMs = 100;

/**
 * Marks the words that were looked for in the message that was asked for, as long as its conversation is on screen, and
 * brings the first one into view.
 */
export function useWordMarks(content: RefObject<HTMLElement | null>): void {
  const { store, scroll } = useChat();
  const target = store.scrollTarget.value;
  useEffect(() => {
    const message = [...(content.current?.querySelectorAll<HTMLElement>('.message') ?? [])].find(
      ({ dataset }) => dataset['messageId'] === target?.messageId,
    );
    const body = message?.querySelector('.body') ?? null;
    const pattern = target === null ? null : wordPattern(target.words);
    if (message === undefined || body === null || pattern === null) return undefined;
    let first: Range | undefined;
    const mark = (): void => {
      const ranges = wordRanges(body, pattern);
      first = ranges[0];
      CSS.highlights.set(highlightName, new Highlight(...ranges));
    };
    mark();
    openSections(first);
    scroll.showMessage(message, () => first?.getBoundingClientRect());
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new MutationObserver(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        mark();
      }, pauseMs);
    });
    observer.observe(body, { childList: true, characterData: true, subtree: true });
    return () => {
      observer.disconnect();
      clearTimeout(timer);
      CSS.highlights.delete(highlightName);
    };
  }, [content, scroll, target]);
}

function openSections(range: Range | undefined): void {
  let section = closedSectionAround(range?.startContainer.parentElement);
  for (; section !== null; section = closedSectionAround(section.parentElement)) section.open = true;
}

function closedSectionAround(element: Element | null | undefined): HTMLDetailsElement | null {
  return element?.closest<HTMLDetailsElement>('details:not([open])') ?? null;
}
