import type { Ref } from 'preact';
import { Icon, type IconName } from './Icon.js';

export interface IconButtonProps {
  readonly icon: IconName;
  /** What it does, for the tool tip and for screen readers. */
  readonly label: string;
  /** The keys that do the same, for the tool tip. */
  readonly keys?: string;
  readonly onClick: (event: MouseEvent) => void;
  readonly class?: string;
  readonly expanded?: boolean;
  readonly controls?: string;
  readonly disabled?: boolean;
  /** For a switch: whether it is on. */
  readonly pressed?: boolean;
  /** Opens a menu. */
  readonly opensMenu?: boolean;
  readonly tabIndex?: number;
  readonly buttonRef?: Ref<HTMLButtonElement>;
}

export function IconButton({
  icon,
  label,
  keys,
  onClick,
  expanded,
  controls,
  disabled = false,
  pressed,
  opensMenu = false,
  tabIndex,
  buttonRef,
  ...rest
}: IconButtonProps) {
  return (
    <button
      type="button"
      class={`icon-button ${rest.class ?? ''}`}
      title={keys === undefined ? label : `${label} (${keys})`}
      aria-label={label}
      aria-expanded={expanded}
      aria-controls={controls}
      aria-pressed={pressed}
      aria-haspopup={opensMenu ? 'menu' : undefined}
      tabIndex={tabIndex}
      disabled={disabled}
      onClick={onClick}
      ref={buttonRef ?? null}
    >
      <Icon name={icon} />
    </button>
  );
}
