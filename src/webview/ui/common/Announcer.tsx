import { useChat } from '../chatContext.js';

/** Speaks through screen readers: one sentence per finished answer, not every word as it comes. */
export function Announcer() {
  const { text, serial } = useChat().store.announcement.value;
  return (
    <div class="visually-hidden" role="status" aria-live="polite" aria-atomic="true">
      {/* A new element is announced even when it says what the last one said. */}
      <span key={serial}>{text}</span>
    </div>
  );
}
