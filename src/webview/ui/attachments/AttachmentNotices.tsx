import type { RefObject } from 'preact';
import { useChat, useStrings } from '../chatContext.js';
import type { Strings } from '../chat/chatStore.js';
import { fillIn } from '../common/fillIn.js';
import { Icon } from '../common/Icon.js';
import { IconButton } from '../common/IconButton.js';
import type { AttachmentNotice } from './attachmentNotice.js';
import { maximumFileBytes } from './fileUploads.js';
import { replaceText } from './insertText.js';

/** Those that nothing speaks against. */
const plainNotices: ReadonlySet<AttachmentNotice['type']> = new Set(['pasted', 'send-waits', 'told']);

/** What happened to what was pasted, dropped or attached last, until it is put away or a message is sent. */
export function AttachmentNotices({ input }: { readonly input: RefObject<HTMLTextAreaElement | null> }) {
  const { attachments } = useChat().store;
  const strings = useStrings();
  const notice = attachments.notice.value;
  // The region is there before its text: a screen reader reads what changes in it.
  return (
    <div class="attachment-notice" role="status">
      {notice !== null && (
        <>
          <Icon name={plainNotices.has(notice.type) ? 'info' : 'warning'} />
          <p>{textOf(notice, strings)}</p>
          {notice.type === 'pasted' && <PasteAsText notice={notice} input={input} />}
          <IconButton
            icon="close"
            label={strings.dismiss}
            class="small"
            onClick={() => {
              attachments.notice.value = null;
              input.current?.focus();
            }}
          />
        </>
      )}
    </div>
  );
}

interface PasteAsTextProps {
  readonly notice: Extract<AttachmentNotice, { readonly type: 'pasted' }>;
  readonly input: RefObject<HTMLTextAreaElement | null>;
}

function PasteAsText({ notice: { attachmentIds, text }, input }: PasteAsTextProps) {
  const { attachments } = useChat().store;
  const strings = useStrings();
  const undo = () => {
    attachments.notice.value = null;
    attachments.remove(attachmentIds);
    const area = input.current;
    if (area !== null) replaceText(area, area.selectionStart, area.selectionEnd, text);
  };
  return (
    <button type="button" class="text-button" onClick={undo}>
      {strings.pasteAsText}
    </button>
  );
}

function textOf(notice: AttachmentNotice, strings: Strings): string {
  switch (notice.type) {
    case 'problem':
    case 'told':
      return notice.text;
    case 'pasted':
      return fillIn(strings.pastedAttachment, notice.label);
    case 'too-large':
      return fillIn(strings.fileTooLarge, notice.name, maximumFileBytes / 1024 / 1024);
    case 'too-many-pixels':
      return fillIn(strings.imageTooLarge, notice.name);
    case 'unreadable':
      return fillIn(strings.fileUnreadable, notice.name);
    case 'too-many':
      return fillIn(strings.filesTooMany, notice.count, notice.taken);
    case 'unknown':
      return strings.attachUnknown;
    case 'send-waits':
      return strings.attachWaits;
  }
}
