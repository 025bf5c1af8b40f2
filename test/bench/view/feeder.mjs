/**
 * The model and the extension host, in a worker, so that the page's main thread pays only for what it receives:
 * pieces of an answer at a fixed rate, joined as the host joins them or one message each.
 */
import { DeltaBuffer } from '../../../src/chat/answering/deltaBatcher.js';

const tickMs = 5;

onmessage = ({ data: { turnId, pieces, perSecond, joinMs, closing } }) => {
  let seq = 0;
  const postDelta = (parts) => postMessage({ type: 'delta', turnId, seq: seq++, text: parts.join(''), reasoning: '' });
  const buffer = joinMs === null ? undefined : new DeltaBuffer(joinMs, postDelta);
  const start = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = Math.min(pieces.length, Math.floor(((performance.now() - start) / 1000) * perSecond));
    for (; sent < due; sent++) {
      if (buffer === undefined) postDelta([pieces[sent]]);
      else buffer.add(pieces[sent]);
    }
    if (sent < pieces.length) return;
    clearInterval(timer);
    buffer?.flush();
    for (const message of closing) postMessage(message);
    postMessage({ type: 'end' });
  }, tickMs);
};
