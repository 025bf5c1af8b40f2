import { useChat, useStrings } from '../chatContext.js';
import { Icon } from '../common/Icon.js';

/**
 * Says that the host does not answer, above the composer. The button is a link to a command, which the editor itself follows:
 * when the host has ended, nobody else can.
 */
export function LinkBar() {
  const state = useChat().link.state.value;
  const strings = useStrings();
  if (state === 'connected') return null;
  return (
    <div class="link-bar" role="status">
      <Icon name="info" />
      <p>{state === 'busy' ? strings.hostBusy : strings.hostLost}</p>
      {state === 'lost' && (
        <a class="button secondary" href="command:workbench.action.reloadWindow">
          {strings.reloadWindow}
        </a>
      )}
    </div>
  );
}
