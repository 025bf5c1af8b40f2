import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { AttachmentView, PendingAttachmentView } from '../../protocol/attachments.js';
import { useChat, useStrings } from '../chatContext.js';
import { fillIn } from '../common/fillIn.js';
import { Icon } from '../common/Icon.js';
import { rowAfterMove } from '../common/rovingFocus.js';
import { AttachmentChip } from './AttachmentChip.js';
import { GhostChip } from './GhostChip.js';

/** So many chips are shown until one asks for more: about four rows. */
const shownAtFirst = 20;

const moves: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowUp: -1,
  ArrowRight: 1,
  ArrowDown: 1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

export interface AttachmentBarProps {
  readonly barRef: RefObject<HTMLDivElement | null>;
  /** The cursor goes back to the text. */
  readonly onLeave: () => void;
}

/** What is attached to what is being written, and what could be with one click. */
export function AttachmentBar({ barRef, onLeave }: AttachmentBarProps) {
  const { attachments } = useChat().store;
  const strings = useStrings();
  const [isUnfolded, setUnfolded] = useState(false);
  const shown = attachments.shown.value;
  const pending = attachments.pending.value;
  const offered = attachments.offered.value;
  useNewestInSight(barRef, shown.length + pending.length);
  const folded = isUnfolded || shown.length <= shownAtFirst + 1 ? 0 : shown.length - shownAtFirst;
  if (shown.length === 0 && pending.length === 0 && offered === null) return null;
  const unfold = () => {
    setUnfolded(true);
    barRef.current?.querySelector<HTMLElement>('.chip-open')?.focus();
  };
  return (
    <div class="attachment-bar" ref={barRef}>
      {offered !== null && <GhostChip offered={offered} onLeave={onLeave} />}
      {shown.length > 0 && <Chips shown={shown.slice(0, shown.length - folded)} barRef={barRef} onLeave={onLeave} />}
      {folded > 0 && (
        <button type="button" class="chip-more" onClick={unfold}>
          {fillIn(strings.attachmentsMore, folded)}
        </button>
      )}
      {pending.map((one) => (
        <PendingChip key={one.request} pending={one} onLeave={onLeave} />
      ))}
    </div>
  );
}

/** Where there are more rows than are shown, what has come last is seen. */
function useNewestInSight(bar: RefObject<HTMLDivElement | null>, count: number): void {
  const before = useRef(count);
  useLayoutEffect(() => {
    const hasMore = count > before.current;
    before.current = count;
    if (hasMore) bar.current?.scrollTo({ top: bar.current.scrollHeight });
  }, [bar, count]);
}

interface ChipsProps extends AttachmentBarProps {
  readonly shown: readonly AttachmentView[];
}

/** One stop of the Tab key: the arrows lead from chip to chip. */
function Chips({ shown, barRef, onLeave }: ChipsProps) {
  const { store } = useChat();
  const strings = useStrings();
  const [current, setCurrent] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const stop = Math.min(current, shown.length - 1);
  const focus = (index: number) => buttonsIn(list.current)[index]?.focus();

  const remove = (index: number) => {
    const { id, label } = shown[index]!;
    // Before the chip goes, so that the focus does not go with it, however fast the next key comes.
    const hasFocus = barRef.current?.contains(document.activeElement) === true;
    if (shown.length === 1 || !hasFocus) onLeave();
    else focus(index < shown.length - 1 ? index + 1 : index - 1);
    store.attachments.remove([id]);
    store.announce(fillIn(strings.attachmentRemoved, label));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = buttonsIn(list.current).indexOf(document.activeElement as HTMLElement);
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const by = moves[event.key];
    if (by !== undefined) focus(rowAfterMove(at, by, shown.length) ?? 0);
    else if (event.key === 'Delete' || event.key === 'Backspace') remove(at);
    else if (event.key === 'Escape') onLeave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <ul class="attachment-list" aria-label={strings.attached} ref={list} onKeyDown={onKeyDown}>
      {shown.map((attachment, index) => (
        <li key={attachment.id}>
          <AttachmentChip
            attachment={attachment}
            messageId={null}
            tabIndex={index === stop ? 0 : -1}
            onFocus={() => setCurrent(index)}
            onRemove={() => remove(index)}
          />
        </li>
      ))}
    </ul>
  );
}

interface PendingChipProps {
  readonly pending: PendingAttachmentView;
  readonly onLeave: () => void;
}

/** What is on its way, until it is there or one wants it no more. */
function PendingChip({ pending: { request, label }, onLeave }: PendingChipProps) {
  const { attachments } = useChat().store;
  const strings = useStrings();
  const name = label === '' ? strings.attachmentPending : label;
  const cancel = () => {
    attachments.cancel(request);
    onLeave();
  };
  return (
    <span class="attachment-chip pending" aria-busy="true">
      <span class="chip-open">
        <span class="chip-spinner" aria-hidden="true" />
        <span class="chip-name" dir="auto">
          {name}
        </span>
        {label !== '' && <span class="visually-hidden">{strings.attachmentPending}</span>}
      </span>
      <button
        type="button"
        class="chip-remove"
        title={fillIn(strings.attachmentCancel, name)}
        aria-label={fillIn(strings.attachmentCancel, name)}
        onClick={cancel}
      >
        <Icon name="close" />
      </button>
    </span>
  );
}

/** The chips of a bar that can take the focus, in their order. */
export function buttonsIn(bar: HTMLElement | null): readonly HTMLElement[] {
  return [...(bar?.querySelectorAll<HTMLElement>('button[data-attachment]') ?? [])];
}
