import { useEffect, useRef } from 'preact/hooks';
import { useChat, useStrings } from '../chatContext.js';
import { fillIn } from '../common/fillIn.js';

/** Offers for a moment to bring back what was deleted; it waits while somebody is about to. */
export function UndoBar() {
  const { store, conversations } = useChat();
  const strings = useStrings();
  const bar = useRef<HTMLDivElement>(null);
  const { deletion } = conversations;
  const rows = deletion.offered.value;
  const text = rows.length === 0 ? '' : deletedText(rows.length, rows[0]?.title || strings.untitled, strings);
  useEffect(() => {
    if (text !== '') store.announce(text);
  }, [store, rows, text]);
  if (text === '') return null;
  const undo = () => {
    conversations.undo();
    store.announce(strings.listBroughtBack);
  };
  const resume = () => {
    if (bar.current?.matches(':hover, :focus-within') !== true) deletion.resume();
  };
  return (
    <div
      class="undo-bar"
      ref={bar}
      onPointerEnter={() => deletion.pause()}
      onFocusCapture={() => deletion.pause()}
      onPointerLeave={resume}
      onBlurCapture={() => setTimeout(resume)}
    >
      <p>{text}</p>
      <button type="button" class="button" onClick={undo}>
        {strings.listUndo}
      </button>
    </div>
  );
}

function deletedText(count: number, title: string, strings: ReturnType<typeof useStrings>): string {
  return count === 1 ? fillIn(strings.listDeleted, title) : fillIn(strings.listDeletedMany, count);
}
