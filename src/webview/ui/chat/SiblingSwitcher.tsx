import { useLayoutEffect, useRef } from 'preact/hooks';
import type { SiblingsView } from '../../protocol/chat.js';
import { useChat, useStrings } from '../chatContext.js';
import { IconButton } from '../common/IconButton.js';

/** Leads to what stands beside this message on other branches. */
export function SiblingSwitcher({
  messageId,
  continues,
  versions,
}: {
  readonly messageId: string;
  /** Earlier parts of the same answer. */
  readonly continues: readonly string[];
  readonly versions: SiblingsView;
}) {
  const { store, scroll } = useChat();
  const strings = useStrings();
  const group = useRef<HTMLDivElement>(null);
  const { position, count, label, earlierId, laterId } = versions;
  const isAnswering = store.status.value.turn !== null;

  // The button that was pressed went away with its message: this message takes its place, and the focus.
  useLayoutEffect(() => {
    const choice = [messageId, ...continues].map((id) => store.takeChosenSibling(id)).find((found) => found !== null);
    if (choice === undefined) return;
    scroll.place(group.current!.closest('.message')!, choice.top);
    const buttons = [...group.current!.querySelectorAll('button')];
    const wanted = choice.isLater ? buttons.reverse() : buttons;
    wanted.find(({ disabled }) => !disabled)?.focus({ preventScroll: true });
  }, [store, scroll, messageId, continues]);

  const choose = (id: string, isLater: boolean) => {
    const { top } = group.current!.closest('.message')!.getBoundingClientRect();
    store.chooseSibling(id, { top, isLater });
  };
  return (
    <div class="versions" role="group" aria-label={label} ref={group}>
      <IconButton
        icon="chevron-left"
        label={strings.versionEarlier}
        disabled={isAnswering || earlierId === null}
        onClick={() => choose(earlierId!, false)}
      />
      <span aria-hidden="true">
        {position}/{count}
      </span>
      <IconButton
        icon="chevron-right"
        label={strings.versionLater}
        disabled={isAnswering || laterId === null}
        onClick={() => choose(laterId!, true)}
      />
    </div>
  );
}
