import type { EventFormat } from '../../../../src/providers/transport/eventFormat.js';
import { SseChunker } from '../../../../src/providers/transport/sseChunker.js';
import { SseFrameMeter } from '../../../../src/providers/transport/sseFrameMeter.js';
import { SseRewriter } from '../../../../src/providers/transport/sseRewriter.js';

/** Makes the chunker of one answer of "Anybody". */
export function chunkerFor(format: EventFormat, isHtml = false): SseChunker {
  const rewriter = new SseRewriter('Anybody', format);
  return new SseChunker(new SseFrameMeter('events'), rewriter, isHtml, () => new Error('a web page'));
}
