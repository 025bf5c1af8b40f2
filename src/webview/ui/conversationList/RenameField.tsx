import { useLayoutEffect, useRef } from 'preact/hooks';
import { useChat, useStrings } from '../chatContext.js';

/** The title of a row while it is being typed. Enter keeps it, and so does leaving; Escape does not. */
export function RenameField({ id, title }: { readonly id: string; readonly title: string }) {
  const { conversations } = useChat();
  const strings = useStrings();
  const input = useRef<HTMLInputElement>(null);
  const isOver = useRef(false);
  const typed = useRef(conversations.typedTitle?.id === id ? conversations.typedTitle.title : undefined).current;
  useLayoutEffect(() => {
    input.current?.focus();
    if (typed === undefined) input.current?.select();
    else input.current?.setSelectionRange(typed.length, typed.length);
  }, []);
  const end = (keep: boolean) => {
    // Without the field, its row is moving, and has it again in its new place.
    if (isOver.current || input.current === null) return;
    isOver.current = true;
    conversations.typedTitle = undefined;
    if (keep) conversations.rename(id, input.current.value);
    conversations.mark('isRenamed', undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
    event.preventDefault();
    end(event.key === 'Enter');
  };
  return (
    <input
      ref={input}
      type="text"
      class="rename"
      aria-label={strings.listTitle}
      defaultValue={typed ?? title}
      maxLength={200}
      onInput={({ currentTarget }) => (conversations.typedTitle = { id, title: currentTarget.value })}
      onKeyDown={onKeyDown}
      onBlur={() => end(true)}
    />
  );
}
