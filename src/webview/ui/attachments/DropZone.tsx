import { useEffect, useState } from 'preact/hooks';
import { useChat, useStrings } from '../chatContext.js';
import { Icon } from '../common/Icon.js';
import { droppedUris, nameOfUri } from './droppedUris.js';

/** What this page can attach: the types a drag has, in lower case. */
const takenTypes = new Set([
  'files',
  'resourceurls',
  'codeeditors',
  'codefiles',
  'application/vnd.code.uri-list',
  'text/uri-list',
]);

/** After the last sign of a drag, in milliseconds: no browser tells for sure that it has left. */
const leaveMs = 250;

type Drag = 'takes' | 'needs-shift' | null;

/**
 * Takes what is dropped anywhere in the chat, and says so while one drags. The editor covers the page during a drag unless Shift is held; only files
 * from the desktop that have come over no other part of the window reach it without.
 */
export function DropZone() {
  const strings = useStrings();
  const drag = useDrop();
  if (drag === null) return null;
  return (
    <div class={`drop-zone ${drag}`} role="status">
      <p>
        <Icon name={drag === 'takes' ? 'add' : 'info'} />
        {drag === 'takes' ? strings.dropHere : strings.dropWithShift}
      </p>
    </div>
  );
}

function useDrop(): Drag {
  const { store, uploads } = useChat();
  const strings = useStrings();
  const [drag, setDrag] = useState<Drag>(null);
  const { attachments } = store;

  useEffect(() => {
    const controller = new AbortController();
    const options = { signal: controller.signal };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = (): void => {
      clearTimeout(timer);
      setDrag(null);
    };
    const isOurs = ({ dataTransfer }: DragEvent): boolean =>
      attachments.isAvailable.peek() && dataTransfer?.types.some((type) => takenTypes.has(type.toLowerCase())) === true;
    const over = (event: DragEvent): void => {
      if (!isOurs(event)) return;
      clearTimeout(timer);
      timer = setTimeout(end, leaveMs);
      const isFromDesktop = event.dataTransfer!.types.includes('Files');
      setDrag(event.shiftKey || isFromDesktop ? 'takes' : 'needs-shift');
      if (!event.shiftKey && !isFromDesktop) return;
      event.preventDefault();
      // Else the editor's frame has the editor cover the page until Shift is held.
      event.stopPropagation();
      event.dataTransfer!.dropEffect = 'copy';
    };
    const drop = (event: DragEvent): void => {
      end();
      const { dataTransfer } = event;
      if (dataTransfer === null || !isOurs(event)) return;
      event.preventDefault();
      const uris = droppedUris(dataTransfer);
      if (uris.length > 0) attachments.attachUris(uris, nameOfUri(uris[0]!));
      else uploads.addAll([...dataTransfer.files], strings.pastedImage);
      store.focusRequests.value += 1;
    };
    document.addEventListener('dragenter', over, options);
    document.addEventListener('dragover', over, options);
    document.addEventListener('drop', drop, options);
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [attachments, store, uploads, strings]);
  return drag;
}
