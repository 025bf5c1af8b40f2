import { useChat, useStrings } from '../chatContext.js';
import { Icon } from '../common/Icon.js';

/** Says that the chat is shown as plain text, and why, with the button for the formatted one. */
export function PlainTextBar() {
  const { store } = useChat();
  const strings = useStrings();
  if (!store.isPlainText.value) return null;
  return (
    <div class="bar plain-text" role="status">
      <Icon name="info" />
      <div class="bar-body">
        <p>{strings.plainText}</p>
        <button type="button" class="button" onClick={() => store.showFormatted()}>
          {strings.showFormatted}
        </button>
      </div>
    </div>
  );
}
