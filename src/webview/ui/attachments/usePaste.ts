import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import { useChat, useStrings } from '../chatContext.js';
import { replaceText } from './insertText.js';

/** A longer text becomes an attachment, in UTF-16 code units; the editor's own chat has the same limit. */
const longPaste = 10_000;
/** The host takes no longer one in a message. */
const longestPaste = 40_000_000;
/** How long after the key a paste counts as raw, in milliseconds. */
const rawMs = 1_000;

/** What is pasted into the composer: files and long texts are attached, and what was copied from an editor is named instead. */
export function usePaste(input: RefObject<HTMLTextAreaElement | null>) {
  const { store, uploads, post, link } = useChat();
  const strings = useStrings();
  const { attachments } = store;
  const rawUntil = useRef(0);

  const insert = (text: string) => {
    const area = input.current;
    if (area !== null) replaceText(area, area.selectionStart, area.selectionEnd, text);
  };
  const pasteLong = (text: string) =>
    attachments.ask(
      '',
      (target) => post({ type: 'attach-pasted', ...target, text, isLong: true }),
      ({ outcome, attachmentIds, label }) => {
        if (outcome === 'added') attachments.notice.value = { type: 'pasted', label, attachmentIds, text };
        // Nothing that was pasted is lost.
        else insert(text);
      },
    );
  /** Stands in the composer until the host knows it as what was copied from an editor. */
  const pasteKnown = (text: string, start: number) =>
    attachments.ask(
      null,
      (target) => post({ type: 'attach-pasted', ...target, text, isLong: false }),
      ({ outcome, attachmentIds, label }) => {
        if (outcome !== 'added') return;
        const area = input.current;
        const written = text.replaceAll('\r\n', '\n');
        if (area?.value.startsWith(written, start) === true) replaceText(area, start, start + written.length, '');
        attachments.notice.value = { type: 'pasted', label, attachmentIds, text };
      },
    );

  return {
    /** Of every key in the composer. */
    noteKey: ({ key, ctrlKey, metaKey, shiftKey, timeStamp }: KeyboardEvent) => {
      if (key.toLowerCase() === 'v' && (ctrlKey || metaKey) && shiftKey) rawUntil.current = timeStamp + rawMs;
    },
    onPaste: (event: ClipboardEvent) => {
      const data = event.clipboardData;
      if (data === null || !attachments.isAvailable.peek() || event.timeStamp < rawUntil.current) return;
      const text = data.getData('text/plain');
      const files = [...data.files];
      // Office programs put a picture of the text beside it.
      if (files.length > 0 && text === '') {
        event.preventDefault();
        uploads.addAll(files, strings.pastedImage);
        return;
      }
      if (link.state.peek() !== 'connected' || text.length > longestPaste) return;
      if (text.length > longPaste) {
        event.preventDefault();
        pasteLong(text);
      } else if (/\n./u.test(text)) pasteKnown(text, input.current?.selectionStart ?? 0);
    },
  };
}
