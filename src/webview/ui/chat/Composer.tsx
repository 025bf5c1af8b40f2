import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useChat, useStrings } from '../chatContext.js';
import { sendsMessage } from './composerKeys.js';
import { IconButton } from '../common/IconButton.js';
import { keys } from '../common/keys.js';
import { layoutClass } from '../markdown/visibleText.js';
import { LinkBar } from './LinkBar.js';
import { TargetPickers } from './TargetPickers.js';
import { useCaret } from './useCaret.js';

/** Where the user writes, with whom the message goes to. */
export function Composer() {
  const { store } = useChat();
  const strings = useStrings();
  const input = useRef<HTMLTextAreaElement>(null);
  const sendOnEnter = store.settings.value?.sendOnEnter ?? true;
  useRequestedFocus(input, store.focusRequests.value);
  useCaret(input);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || !sendsMessage(event, sendOnEnter)) return;
    event.preventDefault();
    store.send();
  };
  const send = () => {
    store.send();
    input.current?.focus();
  };
  // The button that is pressed goes away; the focus must not go with it.
  const stop = ({ detail }: MouseEvent) => {
    // The second click of a double click on Send, in whose place this button has come.
    if (detail > 1) return;
    store.stop();
    input.current?.focus();
  };

  return (
    <form class="composer" onSubmit={(event) => event.preventDefault()}>
      <LinkBar />
      <div class="composer-box">
        <textarea
          ref={input}
          rows={1}
          class={layoutClass(store.composer.draft.value)}
          value={store.composer.draft.value}
          aria-label={strings.composerLabel}
          placeholder={strings.composerHint}
          onInput={(event) => store.type(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <div class="composer-row">
          <TargetPickers />
          <SendButton onSend={send} onStop={stop} />
        </div>
      </div>
    </form>
  );
}

/** Focuses the input, the cursor at its end, with every further request. */
function useRequestedFocus(input: RefObject<HTMLTextAreaElement | null>, requests: number): void {
  useLayoutEffect(() => {
    if (requests === 0) return;
    const area = input.current;
    area?.focus();
    area?.setSelectionRange(area.value.length, area.value.length);
  }, [input, requests]);
}

interface SendButtonProps {
  readonly onSend: () => void;
  readonly onStop: (event: MouseEvent) => void;
}

/** Sends the draft, and stops the answer that is under way; what is sent meanwhile waits for its end. */
function SendButton({ onSend, onStop }: SendButtonProps) {
  const { store } = useChat();
  const strings = useStrings();
  const isEmpty = store.composer.draft.value.trim() === '';
  const isAnswering = store.status.value.turn !== null;
  const sendOnEnter = store.settings.value?.sendOnEnter ?? true;
  return (
    <>
      {isAnswering && (
        <IconButton icon="stop" label={strings.stop} keys={keys.escape} class="primary stop" onClick={onStop} />
      )}
      {!(isAnswering && isEmpty) && (
        <IconButton
          icon="send"
          label={strings.send}
          keys={sendOnEnter ? keys.enter : keys.controlEnter}
          class="primary send"
          disabled={isEmpty}
          onClick={onSend}
        />
      )}
    </>
  );
}
