import type { Ref } from 'preact';
import { Icon, type IconName } from './Icon.js';

export interface IconButtonProps {
  readonly icon: IconName;
  /** What it does, for the tool tip and for screen readers. */
  readonly label: string;
  readonly onClick: () => void;
  readonly class?: string;
  readonly expanded?: boolean;
  readonly controls?: string;
  readonly disabled?: boolean;
  readonly buttonRef?: Ref<HTMLButtonElement>;
}

export function IconButton({ icon, label, onClick, expanded, controls, disabled = false, buttonRef, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      class={`icon-button ${rest.class ?? ''}`}
      title={label}
      aria-label={label}
      aria-expanded={expanded}
      aria-controls={controls}
      disabled={disabled}
      onClick={onClick}
      ref={buttonRef ?? null}
    >
      <Icon name={icon} />
    </button>
  );
}
