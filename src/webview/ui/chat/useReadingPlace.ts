import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect } from 'preact/hooks';
import { useChat } from '../chatContext.js';

/** How long the scrolling has to pause before the place is remembered, in milliseconds. */
const pauseMs = 100;

/** Shows the message where the reader was when the page before this one left, and remembers where the reader is. */
export function useReadingPlace(scroller: RefObject<HTMLElement | null>): void {
  const { memory, scroll, store } = useChat();
  useLayoutEffect(() => {
    const { anchor, conversationId } = memory.restored;
    if (anchor === null || conversationId !== store.chatId.peek() || store.scrollTarget.peek() !== null) return;
    const message = [...(scroller.current?.querySelectorAll<HTMLElement>('.message') ?? [])].find(
      ({ dataset }) => dataset['messageId'] === anchor.messageId,
    );
    if (message !== undefined) scroll.placeSettled(message, anchor.top);
  }, [memory, scroll, scroller, store]);
  useEffect(() => {
    const area = scroller.current;
    if (area === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const remember = (): void => {
      timer = undefined;
      const place = scroll.anchor('.message');
      const messageId = place?.element instanceof HTMLElement ? place.element.dataset['messageId'] : undefined;
      memory.setSoon({ anchor: place === null || messageId === undefined ? null : { messageId, top: place.top } });
    };
    const onScroll = (): void => {
      timer ??= setTimeout(remember, pauseMs);
    };
    area.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      area.removeEventListener('scroll', onScroll);
      clearTimeout(timer);
    };
  }, [memory, scroll, scroller]);
}
