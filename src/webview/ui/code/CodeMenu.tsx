import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useStrings } from '../chatContext.js';
import { Icon } from '../common/Icon.js';
import { IconButton } from '../common/IconButton.js';
import { followMenuKey } from '../common/menuKeys.js';
import type { CodeAction } from './useCodeActions.js';

/** In CSS pixels: between the menu and the edges of the window. */
const margin = 4;

/** The button with what is used less often, and its menu, as in the ARIA pattern of a menu. */
export function CodeMenu({ actions }: { readonly actions: readonly CodeAction[] }) {
  const strings = useStrings();
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = (keepsFocus: boolean) => {
    setOpen(false);
    if (keepsFocus) button.current?.focus();
  };
  return (
    <>
      <IconButton
        icon="ellipsis"
        label={strings.codeMore}
        class="code-more"
        opensMenu
        expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        buttonRef={button}
      />
      {isOpen && <OpenMenu actions={actions} anchor={button.current} onClose={close} />}
    </>
  );
}

interface OpenMenuProps {
  readonly actions: readonly CodeAction[];
  readonly anchor: HTMLElement | null;
  /** @param keepsFocus whether the focus goes back to the button */
  readonly onClose: (keepsFocus: boolean) => void;
}

/** Above everything, whatever the block around it cuts off. */
function OpenMenu({ actions, anchor, onClose }: OpenMenuProps) {
  const strings = useStrings();
  const element = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => {
    const list = element.current;
    if (list === null || anchor === null) return undefined;
    list.showPopover();
    place(list, anchor);
    list.querySelector('button')?.focus();
    const controller = new AbortController();
    const { signal } = controller;
    const leave = (): void => onClose(false);
    // The button closes it itself.
    const isOwn = ({ target }: Event): boolean =>
      target instanceof Node && (list.contains(target) || anchor.contains(target));
    document.addEventListener('pointerdown', (event) => isOwn(event) || leave(), { capture: true, signal });
    document.addEventListener('wheel', leave, { capture: true, passive: true, signal });
    window.addEventListener('resize', leave, { signal });
    window.addEventListener('blur', leave, { signal });
    return () => controller.abort();
  }, [anchor]);

  return (
    <ul
      class="row-menu code-menu"
      role="menu"
      popover="manual"
      aria-label={strings.codeMore}
      ref={element}
      onKeyDown={(event) => followMenuKey(event, event.currentTarget, () => onClose(true))}
    >
      {actions.map((action) => (
        <MenuButton key={action.id} action={action} onClose={onClose} />
      ))}
    </ul>
  );
}

function MenuButton({
  action: { icon, label, run },
  onClose,
}: { readonly action: CodeAction } & Pick<OpenMenuProps, 'onClose'>) {
  const choose = () => {
    onClose(true);
    run();
  };
  return (
    <li role="none">
      <button
        type="button"
        role="menuitem"
        tabIndex={-1}
        onClick={choose}
        onPointerEnter={(event) => event.currentTarget.focus()}
      >
        <Icon name={icon} />
        <span>{label}</span>
      </button>
    </li>
  );
}

/** Below the button, or above it where there is no room, inside the window. Set through the object model: the page's policy forbids the attribute. */
function place(list: HTMLElement, anchor: HTMLElement): void {
  const from = anchor.getBoundingClientRect();
  const { width, height } = list.getBoundingClientRect();
  const top = from.bottom + height + margin > innerHeight ? from.top - height : from.bottom;
  list.style.left = `${Math.max(Math.min(from.right - width, innerWidth - width - margin), margin)}px`;
  list.style.top = `${Math.max(top, margin)}px`;
}
