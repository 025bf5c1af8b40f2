import { useEffect, useRef } from 'preact/hooks';
import { useChat, useStrings } from '../chatContext.js';
import { sendsMessage } from './composerKeys.js';
import { Icon } from '../common/Icon.js';
import { IconButton } from '../common/IconButton.js';

/** Where the user writes, with the provider and the model the message goes to. */
export function Composer() {
  const { store, post } = useChat();
  const strings = useStrings();
  const input = useRef<HTMLTextAreaElement>(null);
  const { providerLabel, modelLabel, turn } = store.status.value;
  const draft = store.draft.value;
  const sendOnEnter = store.settings.value?.sendOnEnter ?? true;
  const focusRequests = store.focusRequests.value;
  useEffect(() => {
    if (focusRequests === 0) return;
    const area = input.current;
    area?.focus();
    area?.setSelectionRange(area.value.length, area.value.length);
  }, [focusRequests]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (!sendsMessage(event, sendOnEnter)) return;
    event.preventDefault();
    store.send();
  };
  const send = () => {
    store.send();
    input.current?.focus();
  };
  // The button that is pressed goes away; the focus must not go with it.
  const stop = () => {
    post({ type: 'stop' });
    input.current?.focus();
  };

  return (
    <form class="composer" onSubmit={(event) => event.preventDefault()}>
      <div class="composer-box">
        <textarea
          ref={input}
          rows={1}
          value={draft}
          aria-label={strings.composerLabel}
          placeholder={strings.composerHint}
          onInput={(event) => store.type(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <div class="composer-row">
          <Picker
            label={strings.chooseProvider}
            value={providerLabel}
            onClick={() => post({ type: 'action', action: 'choose-provider', messageId: null })}
          />
          <Picker
            label={strings.chooseModel}
            value={modelLabel}
            onClick={() => post({ type: 'action', action: 'choose-model', messageId: null })}
          />
          {turn === null ? (
            <IconButton
              icon="send"
              label={strings.send}
              class="primary send"
              disabled={draft.trim() === ''}
              onClick={send}
            />
          ) : (
            <IconButton icon="stop" label={strings.stop} class="primary stop" onClick={stop} />
          )}
        </div>
      </div>
    </form>
  );
}

interface PickerProps {
  readonly label: string;
  readonly value: string;
  readonly onClick: () => void;
}

/** Opens one of the editor's own lists. */
function Picker({ label, value, onClick }: PickerProps) {
  return (
    <button
      type="button"
      class="picker"
      title={label}
      aria-label={value === '' ? label : `${label}: ${value}`}
      onClick={onClick}
    >
      <span>{value || label}</span>
      <Icon name="chevron-down" />
    </button>
  );
}
