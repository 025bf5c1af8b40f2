import { useRef } from 'preact/hooks';
import type { AttachmentView } from '../../protocol/attachments.js';
import { useChat, useStrings } from '../chatContext.js';
import type { Strings } from '../chat/chatStore.js';
import { fillIn } from '../common/fillIn.js';
import { Icon } from '../common/Icon.js';
import { drawable } from '../markdown/visibleText.js';
import { useNearView } from '../pictures/useNearView.js';
import { usePicture } from '../pictures/usePicture.js';
import { kindIcon } from './kindIcon.js';

export interface AttachmentChipProps {
  readonly attachment: AttachmentView;
  /** The message that it is attached to; `null` for what is being written, of which it can be taken off. */
  readonly messageId: string | null;
  /** Of the button, in a row that one walks through with the arrows. */
  readonly tabIndex?: number;
  readonly onFocus?: () => void;
  readonly onRemove?: () => void;
}

/** What is attached, by its name: a click shows the copy. */
export function AttachmentChip({ attachment, messageId, tabIndex, onFocus, onRemove }: AttachmentChipProps) {
  const { store } = useChat();
  const strings = useStrings();
  const { id, kind, label, range, tokens, imageSize, changed, warnings } = attachment;
  const isMarked = warnings.length > 0;
  return (
    <span class={`attachment-chip${isMarked ? ' warned' : ''}`}>
      <button
        type="button"
        class="chip-open"
        data-attachment={id}
        aria-label={spokenOf(attachment, strings)}
        aria-keyshortcuts={onRemove === undefined ? undefined : 'Delete'}
        title={tooltipOf(attachment)}
        tabIndex={tabIndex}
        onFocus={onFocus}
        onClick={() => store.attachments.open(messageId, id)}
      >
        {imageSize > 0 ? <Thumbnail attachment={attachment} messageId={messageId} /> : <Icon name={kindIcon[kind]} />}
        <span class="chip-name" dir="auto">
          {drawable(label)}
        </span>
        {range !== '' && <span class="chip-range">:{range}</span>}
        {tokens !== '' && <span class="chip-tokens">{tokens}</span>}
        {changed !== '' && (
          <span class="chip-changed">
            <Icon name="history" />
          </span>
        )}
        {isMarked && (
          <span class="chip-warning">
            <Icon name="warning" />
          </span>
        )}
      </button>
      {onRemove !== undefined && (
        <button
          type="button"
          class="chip-remove"
          tabIndex={-1}
          title={fillIn(strings.attachmentRemove, label)}
          aria-label={fillIn(strings.attachmentRemove, label)}
          onClick={onRemove}
        >
          <Icon name="close" />
        </button>
      )}
    </span>
  );
}

interface ThumbnailProps {
  readonly attachment: AttachmentView;
  readonly messageId: string | null;
}

/** The image itself, small; its sign until it is here, or when it cannot be shown. */
function Thumbnail({ attachment: { id, imageSize }, messageId }: ThumbnailProps) {
  const { attachmentImages } = useChat();
  const frame = useRef<HTMLSpanElement>(null);
  const { state, url, giveUp } = usePicture(
    (receiver) => attachmentImages.start({ messageId, attachmentId: id }, receiver),
    `${id} ${imageSize}`,
    useNearView(frame),
  );
  return (
    <span class="chip-thumbnail" ref={frame} data-state={state}>
      {url === undefined ? <Icon name="image" /> : <img src={url} alt="" decoding="async" onError={giveUp} />}
    </span>
  );
}

/** All of it, for those who do not see the signs. */
function spokenOf({ label, range, tokens, changed, warnings }: AttachmentView, strings: Strings): string {
  return [
    label,
    range === '' ? '' : fillIn(strings.attachmentLines, range),
    tokens === '' ? '' : fillIn(strings.attachmentTokens, tokens),
    changed,
    ...warnings,
  ]
    .filter((fact) => fact !== '')
    .join(', ');
}

function tooltipOf({ label, range, details, changed, warnings }: AttachmentView): string {
  const name = range === '' ? label : `${label}:${range}`;
  return [name, details, changed, ...warnings].filter((line) => line !== '').join('\n');
}
