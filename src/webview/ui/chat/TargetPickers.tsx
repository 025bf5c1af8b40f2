import type { ActionId } from '../../protocol/problems.js';
import { useChat, useStrings } from '../chatContext.js';
import { Icon, type IconName } from '../common/Icon.js';

/** Who answers this chat, and with what: model and endpoint, effort where the model has it, and the other parameters. */
export function TargetPickers() {
  const { store, post } = useChat();
  const strings = useStrings();
  const { providerLabel, modelLabel, effortLabel, parameterLabels, welcome } = store.status.value;
  const choose = (action: ActionId) => () => post({ type: 'action', action, messageId: null });
  // Before there is a key or a server, nobody is chosen, whatever the settings' defaults say.
  if (welcome !== null)
    return <Picker label={strings.chooseModel} value="" class="model" onClick={choose('choose-model')} />;
  return (
    <>
      <Picker
        label={strings.chooseModel}
        value={modelLabel}
        detail={providerLabel}
        class="model"
        onClick={choose('choose-model')}
      />
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
  );
}

interface PickerProps {
  readonly label: string;
  readonly value: string;
  /** Shown behind the value where there is room for it. */
  readonly detail?: string;
  readonly class: string;
  /** Stands for the value where there is no room for it. */
  readonly iconWhenNarrow?: IconName;
  readonly onClick: () => void;
}

/** Opens one of the editor's own lists. */
function Picker({ label, value, detail = '', iconWhenNarrow, onClick, ...rest }: PickerProps) {
  const shown = [value, detail].filter((part) => part !== '').join(' · ');
  const name = shown === '' ? label : `${label}: ${shown}`;
  return (
    <button
      type="button"
      class={['picker', rest.class, iconWhenNarrow && 'shrinks'].filter(Boolean).join(' ')}
      title={name}
      aria-label={name}
      onClick={onClick}
    >
      {iconWhenNarrow !== undefined && <Icon name={iconWhenNarrow} />}
      <span>
        {value || label}
        {detail !== '' && <span class="picker-detail"> · {detail}</span>}
      </span>
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
