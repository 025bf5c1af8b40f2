import type { ActionId } from '../../protocol/problems.js';
import { useChat, useStrings } from '../chatContext.js';
import { Icon, type IconName } from '../common/Icon.js';

/** Who answers this chat, and with what: provider, model, effort where the model has it, and the other parameters. */
export function TargetPickers() {
  const { store, post } = useChat();
  const strings = useStrings();
  const { providerLabel, modelLabel, effortLabel, parameterLabels, welcome } = store.status.value;
  // Before there is a key or a server, nobody is chosen, whatever the settings' defaults say.
  const isChosen = welcome === null;
  const choose = (action: ActionId) => () => post({ type: 'action', action, messageId: null });
  return (
    <>
      <Picker
        label={strings.chooseProvider}
        value={isChosen ? providerLabel : ''}
        iconWhenNarrow={isChosen ? 'compass' : undefined}
        onClick={choose('choose-provider')}
      />
      {isChosen && (
        <>
          <Picker label={strings.chooseModel} value={modelLabel} class="model" onClick={choose('choose-model')} />
          {effortLabel !== null && (
            <Picker
              label={strings.chooseEffort}
              value={effortLabel}
              class="effort"
              iconWhenNarrow="levels"
              onClick={choose('choose-effort')}
            />
          )}
          <ParametersButton set={parameterLabels} onClick={choose('choose-parameters')} />
        </>
      )}
    </>
  );
}

interface PickerProps {
  readonly label: string;
  readonly value: string;
  readonly class?: string;
  /** Stands for the value where there is no room for it. */
  readonly iconWhenNarrow?: IconName | undefined;
  readonly onClick: () => void;
}

/** Opens one of the editor's own lists. */
function Picker({ label, value, iconWhenNarrow, onClick, ...rest }: PickerProps) {
  const name = value === '' ? label : `${label}: ${value}`;
  return (
    <button
      type="button"
      class={['picker', rest.class, iconWhenNarrow && 'shrinks'].filter(Boolean).join(' ')}
      title={name}
      aria-label={name}
      onClick={onClick}
    >
      {iconWhenNarrow !== undefined && <Icon name={iconWhenNarrow} />}
      <span>{value || label}</span>
      <Icon name="chevron-down" />
    </button>
  );
}

interface ParametersButtonProps {
  /** One line for each parameter that is set. */
  readonly set: readonly string[];
  readonly onClick: () => void;
}

/** Its name says what is set; a dot shows that something is. */
function ParametersButton({ set, onClick }: ParametersButtonProps) {
  const { chooseParameters } = useStrings();
  return (
    <button
      type="button"
      class={`picker parameters${set.length === 0 ? '' : ' is-set'}`}
      title={[chooseParameters, ...set].join('\n')}
      aria-label={set.length === 0 ? chooseParameters : `${chooseParameters}: ${set.join(', ')}`}
      onClick={onClick}
    >
      <Icon name="sliders" />
    </button>
  );
}
