import type { OfferedAttachmentView } from '../../protocol/attachments.js';
import { useChat, useStrings } from '../chatContext.js';
import { fillIn } from '../common/fillIn.js';
import { Icon } from '../common/Icon.js';
import { keys } from '../common/keys.js';
import { drawable } from '../markdown/visibleText.js';
import { kindIcon } from './kindIcon.js';

export interface GhostChipProps {
  readonly offered: OfferedAttachmentView;
  readonly onLeave: () => void;
}

/** What is in use in the editor: one click attaches it. It goes nowhere by itself. */
export function GhostChip({ offered, onLeave }: GhostChipProps) {
  const { attachments } = useChat().store;
  const strings = useStrings();
  const { kind, label, description } = offered;
  const action = fillIn(strings.attachmentOffer, label);
  const place = description === '' ? '' : `\n${description}`;
  const attach = () => {
    attachments.attachOffered();
    // The button becomes a chip; the focus must not go with it.
    onLeave();
  };
  return (
    <button
      type="button"
      class="ghost-chip"
      title={`${action} (${keys.attachOffered})${place}`}
      aria-label={action}
      aria-keyshortcuts={keys.attachOfferedSpoken}
      onClick={attach}
    >
      <Icon name="add" />
      <Icon name={kindIcon[kind]} />
      <span class="chip-name" dir="auto">
        {drawable(label)}
      </span>
    </button>
  );
}
