import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { AttachmentView, SourceChangeView } from '../../protocol/attachments.js';
import { useChat, useStrings } from '../chatContext.js';
import { fillIn } from '../common/fillIn.js';
import { useNearView } from '../pictures/useNearView.js';
import { usePicture } from '../pictures/usePicture.js';
import { AttachmentChip } from './AttachmentChip.js';
import { SourceChange } from './SourceChange.js';

/** So many are shown until one asks for more. */
const shownAtFirst = 20;
/** In CSS pixels. */
const maximumHeight = 200;

export interface MessageAttachmentsProps {
  readonly messageId: string;
  readonly attachments: readonly AttachmentView[];
}

/** What was attached to a message: its images, and everything else by name. */
export function MessageAttachments({ messageId, attachments }: MessageAttachmentsProps) {
  const strings = useStrings();
  const frame = useRef<HTMLDivElement>(null);
  const changes = useSourceChanges(messageId, frame);
  const list = useRef<HTMLUListElement>(null);
  const [isUnfolded, setUnfolded] = useState(false);
  const folded = isUnfolded || attachments.length <= shownAtFirst + 1 ? 0 : attachments.length - shownAtFirst;
  const shown = attachments.slice(0, attachments.length - folded);
  const unfold = () => {
    setUnfolded(true);
    list.current?.querySelector('button')?.focus();
  };
  return (
    <div class="message-attachments" ref={frame}>
      <ul class="attachment-list" aria-label={strings.attached} ref={list}>
        {shown.map((attachment) => {
          const change = changes.find(({ attachmentId }) => attachmentId === attachment.id);
          return (
            <li key={attachment.id}>
              {attachment.imageSize > 0 ? (
                <AttachedImage attachment={attachment} messageId={messageId} />
              ) : (
                <AttachmentChip attachment={{ ...attachment, changed: change?.text ?? '' }} messageId={messageId} />
              )}
              {change !== undefined && <SourceChange change={change} attachment={attachment} messageId={messageId} />}
            </li>
          );
        })}
      </ul>
      {folded > 0 && (
        <button type="button" class="chip-more" onClick={unfold}>
          {fillIn(strings.attachmentsMore, folded)}
        </button>
      )}
    </div>
  );
}

/** Of a message that is near the screen, as long as it is. */
function useSourceChanges(messageId: string, frame: RefObject<HTMLElement | null>): readonly SourceChangeView[] {
  const { sourceChanges } = useChat();
  const isNear = useNearView(frame);
  useEffect(() => (isNear ? sourceChanges.watch(messageId) : undefined), [sourceChanges, messageId, isNear]);
  return sourceChanges.of(messageId).value;
}

interface AttachedImageProps {
  readonly attachment: AttachmentView;
  readonly messageId: string;
}

/** The image as a picture, which a click opens; by its name while it is not there, or when it cannot be shown. */
function AttachedImage({ attachment, messageId }: AttachedImageProps) {
  const { store, attachmentImages } = useChat();
  const frame = useRef<HTMLSpanElement>(null);
  const { id, label, imageSize, details } = attachment;
  const { state, header, url, giveUp } = usePicture(
    (receiver) => attachmentImages.start({ messageId, attachmentId: id }, receiver),
    `${messageId} ${id} ${imageSize}`,
    useNearView(frame),
  );
  const isShown = header !== null && (state === 'loading' || state === 'shown');
  const width = header === null ? 0 : Math.min(header.width, (maximumHeight * header.width) / header.height);
  return (
    <span class="attached-image" ref={frame} data-state={state}>
      {isShown ? (
        <button
          type="button"
          title={`${label}\n${details}`}
          aria-label={label}
          style={{ width: `min(100%, ${Math.max(24, width)}px)`, aspectRatio: `${header.width} / ${header.height}` }}
          onClick={() => store.attachments.open(messageId, id)}
        >
          {url !== undefined && <img src={url} alt="" decoding="async" onError={giveUp} />}
        </button>
      ) : (
        <AttachmentChip attachment={{ ...attachment, imageSize: 0 }} messageId={messageId} />
      )}
    </span>
  );
}
