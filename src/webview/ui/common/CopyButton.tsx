import { useEffect, useState } from 'preact/hooks';
import { useChat, useStrings } from '../chatContext.js';
import { IconButton } from './IconButton.js';

const shownMs = 1500;

/** Puts text on the clipboard, which the host can always reach, and says so. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const { post, store } = useChat();
  const strings = useStrings();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), shownMs);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => {
    post({ type: 'copy', text });
    store.announce(strings.copied);
    setCopied(true);
  };
  return (
    <IconButton icon={copied ? 'check' : 'copy'} label={copied ? strings.copied : label} class="copy" onClick={copy} />
  );
}
