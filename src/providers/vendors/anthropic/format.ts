import { elementsOf, isRecord } from '../../adapter/wireValues.js';
import type { EventFormat } from '../../transport/eventFormat.js';

/** The Messages API: its SDK goes by the names of the events. A whole `message` has its blocks in one piece. */
export const messagesFormat: EventFormat = {
  names: 'required',
  hasDone: false,
  eventsOf(document) {
    if (!isRecord(document) || document['type'] !== 'message') return [document];
    const { content, stop_reason, stop_details, usage } = document;
    return [
      { type: 'message_start', message: { ...document, content: [] } },
      ...(typeof content === 'string' ? [{ type: 'text', text: content }] : elementsOf(content)).flatMap(
        (block, index) => [
          { type: 'content_block_start', index, content_block: block },
          { type: 'content_block_stop', index },
        ],
      ),
      { type: 'message_delta', delta: { stop_reason, stop_details }, usage },
      { type: 'message_stop' },
    ];
  },
};
