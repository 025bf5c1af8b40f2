import { useLayoutEffect, useRef } from 'preact/hooks';
import { useChat, useStrings } from '../chatContext.js';

/** The title of a row while it is being typed. Enter keeps it, and so does leaving; Escape does not. */
export function RenameField({ id, title }: { readonly id: string; readonly title: string }) {
  const { conversations } = useChat();
  const strings = useStrings();
  const input = useRef<HTMLInputElement>(null);
  const isOver = useRef(false);
  useLayoutEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  const end = (keep: boolean) => {
    if (isOver.current) return;
    isOver.current = true;
    if (keep) conversations.rename(id, input.current?.value ?? '');
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
      defaultValue={title}
      maxLength={200}
      onKeyDown={onKeyDown}
      onBlur={() => end(true)}
    />
  );
}
