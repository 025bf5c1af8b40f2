import { useEffect, useRef } from 'preact/hooks';
import { useChat, useStrings } from '../chatContext.js';
import { fillIn } from '../common/fillIn.js';

/** Offers for a moment to bring back what was deleted; it waits while somebody is about to. */
export function UndoBar() {
  const { store, history } = useChat();
  const strings = useStrings();
  const bar = useRef<HTMLDivElement>(null);
  const { deletion } = history;
  const rows = deletion.offered.value;
  const text = rows.length === 0 ? '' : deletedText(rows.length, rows[0]?.title || strings.untitled, strings);
  useEffect(() => {
    if (text !== '') store.announce(text);
  }, [store, rows, text]);
  if (text === '') return null;
  const undo = () => {
    history.undo();
    store.announce(strings.historyBroughtBack);
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
        {strings.historyUndo}
      </button>
    </div>
  );
}

function deletedText(count: number, title: string, strings: ReturnType<typeof useStrings>): string {
  return count === 1 ? fillIn(strings.historyDeleted, title) : fillIn(strings.historyDeletedMany, count);
}
