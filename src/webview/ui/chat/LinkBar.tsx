import { useChat, useStrings } from '../chatContext.js';
import { Icon } from '../common/Icon.js';
import { IconButton } from '../common/IconButton.js';

/**
 * Says that the host does not answer, above the composer. The button is a link to a command, which the editor itself follows:
 * when the host has ended, nobody else can.
 */
export function LinkBar() {
  const { link, store } = useChat();
  const state = link.state.value;
  const strings = useStrings();
  if (state === 'connected') return <ReturnedBar />;
  const busy = store.isOpening.value ? strings.hostBusyOpening : strings.hostBusy;
  return (
    <div class="link-bar" role="status">
      <Icon name="info" />
      <p>{state === 'busy' ? busy : strings.hostLost}</p>
      {state === 'lost' && (
        <a class="button secondary" href="command:workbench.action.reloadWindow">
          {strings.reloadWindow}
        </a>
      )}
    </div>
  );
}

/** Says where a message is that was not sent, if that is another chat. */
function ReturnedBar() {
  const { store } = useChat();
  const strings = useStrings();
  const chatId = store.composer.returnedTo.value;
  if (chatId === '') return null;
  const dismiss = () => {
    store.composer.returnedTo.value = '';
    store.focusRequests.value += 1;
  };
  return (
    <div class="link-bar" role="status">
      <Icon name="info" />
      <p>{strings.returnedElsewhere}</p>
      <button type="button" class="button secondary" onClick={() => store.openConversation(chatId)}>
        {strings.openChat}
      </button>
      <IconButton icon="close" label={strings.dismiss} class="small" onClick={dismiss} />
    </div>
  );
}
