import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { AttachmentBar, buttonsIn } from '../attachments/AttachmentBar.js';
import { AttachmentNotices } from '../attachments/AttachmentNotices.js';
import { attachesOffered } from '../attachments/attachKeys.js';
import { replaceText } from '../attachments/insertText.js';
import { usePaste } from '../attachments/usePaste.js';
import { useChat, useStrings } from '../chatContext.js';
import { fillIn } from '../common/fillIn.js';
import { IconButton } from '../common/IconButton.js';
import { isMac, keys } from '../common/keys.js';
import { completionId, CompletionList, completionListId } from '../completion/CompletionList.js';
import { useCompletion } from '../completion/useCompletion.js';
import { drawable, layoutClass } from '../markdown/visibleText.js';
import { sendsMessage } from './composerKeys.js';
import { LinkBar } from './LinkBar.js';
import { TargetPickers } from './TargetPickers.js';
import { useCaret } from './useCaret.js';

/** Where the user writes, with whom the message goes to and what goes with it. */
export function Composer() {
  const { store } = useChat();
  const input = useRef<HTMLTextAreaElement>(null);
  const bar = useRef<HTMLDivElement>(null);
  useRequestedFocus(input, store.focusRequests.value);
  useInsertion(input);
  useCaret(input);
  const completion = useCompletion(input);
  const focus = () => input.current?.focus();
  const send = () => {
    store.send();
    focus();
  };
  // The button that is pressed goes away; the focus must not go with it.
  const stop = ({ detail }: MouseEvent) => {
    // The second click of a double click on Send, in whose place this button has come.
    if (detail > 1) return;
    store.stop();
    focus();
  };

  return (
    <form class="composer" onSubmit={(event) => event.preventDefault()}>
      <LinkBar />
      <AttachmentNotices input={input} />
      <div class="composer-box">
        <CompletionList onChoose={completion.choose} />
        <AttachmentBar barRef={bar} onLeave={focus} />
        <MessageInput input={input} bar={bar} completion={completion} />
        <div class="composer-row">
          <AttachButton />
          <TargetPickers />
          <SendButton onSend={send} onStop={stop} />
        </div>
      </div>
    </form>
  );
}

const argumentHintId = 'argument-hint';

interface MessageInputProps {
  readonly input: RefObject<HTMLTextAreaElement | null>;
  readonly bar: RefObject<HTMLDivElement | null>;
  readonly completion: ReturnType<typeof useCompletion>;
}

function MessageInput({ input, bar, completion }: MessageInputProps) {
  const { store, completion: model } = useChat();
  const strings = useStrings();
  const { attachments } = store;
  const sendOnEnter = store.settings.value?.sendOnEnter ?? true;
  const paste = usePaste(input);
  const list = model.list.value;
  const hint = argumentHint(store.composer.draft.value, model.hints.value);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || completion.onKeyDown(event)) return;
    paste.noteKey(event);
    if (attachesOffered(event, isMac) && attachments.offered.peek() !== null) attachments.attachOffered();
    else if (leadsToChips(event, input.current)) {
      const last = buttonsIn(bar.current).at(-1);
      if (last === undefined) return;
      last.focus();
    } else if (sendsMessage(event, sendOnEnter)) store.send();
    else return;
    event.preventDefault();
  };
  return (
    <div class="composer-input">
      <textarea
        ref={input}
        rows={1}
        class={layoutClass(store.composer.draft.value)}
        value={store.composer.draft.value}
        aria-label={strings.composerLabel}
        aria-autocomplete="list"
        aria-controls={completionListId}
        aria-activedescendant={list === null ? undefined : completionId(list.highlighted)}
        aria-describedby={hint === '' ? undefined : argumentHintId}
        placeholder={attachments.isAvailable.value ? strings.composerHintAttach : strings.composerHint}
        onInput={(event) => {
          store.type(event.currentTarget.value);
          completion.onInput(event.currentTarget);
        }}
        onKeyDown={onKeyDown}
        onBlur={completion.onBlur}
        onPaste={paste.onPaste}
      />
      {hint !== '' && (
        <div class="argument-hint">
          <span class="argument-hint-name" aria-hidden="true">
            {store.composer.draft.value}
          </span>
          <span id={argumentHintId}>{drawable(hint)}</span>
        </div>
      )}
      <span class="visually-hidden" role="status">
        {list !== null && fillIn(strings.completionsCount, list.items.length)}
      </span>
    </div>
  );
}

/** What the author of a prompt expects next, as long as nothing but its name is typed; else empty. */
function argumentHint(draft: string, hints: ReadonlyMap<string, string>): string {
  const name = /^\/(\S+) $/u.exec(draft)?.[1];
  return name === undefined ? '' : (hints.get(name) ?? '');
}

/** Backspace where there is nothing to take away: the last chip is next. Not while the key is held down. */
function leadsToChips(event: KeyboardEvent, area: HTMLTextAreaElement | null): boolean {
  return event.key === 'Backspace' && !event.repeat && !event.isComposing && area?.value === '';
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

/** Puts what a prompt says into the composer, and the cursor where one goes on typing. */
function useInsertion(input: RefObject<HTMLTextAreaElement | null>): void {
  const { text, cursor, replaced, serial } = useChat().store.prompts.insertion.value;
  useLayoutEffect(() => {
    const area = input.current;
    if (serial === 0 || area === null) return;
    // What was typed may have changed since.
    replaceText(area, 0, area.value.startsWith(replaced) ? replaced.length : 0, text);
    area.setSelectionRange(cursor, cursor);
  }, [input, text, cursor, replaced, serial]);
}

/** Has the editor ask what is to be attached. */
function AttachButton() {
  const { attachments } = useChat().store;
  const strings = useStrings();
  if (!attachments.isAvailable.value) return null;
  return <IconButton icon="add" label={strings.attachDropHint} class="attach" onClick={() => attachments.pick()} />;
}

interface SendButtonProps {
  readonly onSend: () => void;
  readonly onStop: (event: MouseEvent) => void;
}

/** Sends the draft, and stops the answer that is under way; what is sent meanwhile waits for its end. */
function SendButton({ onSend, onStop }: SendButtonProps) {
  const { store } = useChat();
  const strings = useStrings();
  const isEmpty = !store.canSend.value;
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
