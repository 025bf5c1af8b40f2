import type { AttachmentView, SourceChangeView } from '../../protocol/attachments.js';
import { useChat, useStrings } from '../chatContext.js';
import { fillIn } from '../common/fillIn.js';

export interface SourceChangeProps {
  readonly change: SourceChangeView;
  readonly attachment: AttachmentView;
  readonly messageId: string;
}

/** What can be done about an attachment of a message whose source is another by now. */
export function SourceChange({ change, attachment, messageId }: SourceChangeProps) {
  const { attachments } = useChat().store;
  const strings = useStrings();
  const { text, isComparable, isThere } = change;
  const { id, label } = attachment;
  return (
    <span class="source-change">
      {/* The chip says so to screen readers; an image has no chip. */}
      <span class="source-change-text" aria-hidden={attachment.imageSize === 0}>
        {text}
      </span>
      {isComparable && (
        <button
          type="button"
          aria-label={fillIn(strings.attachmentCompare, label)}
          onClick={() => attachments.compare(messageId, id)}
        >
          {strings.attachmentsCompare}
        </button>
      )}
      {isThere && (
        <button
          type="button"
          aria-label={fillIn(strings.attachmentPresent, label)}
          onClick={() => attachments.attachPresent(messageId, id, label)}
        >
          {strings.attachmentsPresent}
        </button>
      )}
    </span>
  );
}
