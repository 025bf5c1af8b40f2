import { isRecord, elementsOf, type WireFields } from '../../adapter/wireValues.js';
import type { EventFormat } from '../../transport/eventFormat.js';

/** The Responses API: a whole `response` is what the events of its items, and its last one, say together. */
export const responsesFormat: EventFormat = {
  names: 'ignored',
  // Gateways that translate from Chat Completions add it.
  hasDone: true,
  eventsOf(document) {
    if (!isRecord(document) || !isResponse(document)) return [document];
    const { output, status } = document;
    return [
      ...elementsOf(output).map((item, index) => ({ type: 'response.output_item.done', output_index: index, item })),
      { type: status === 'failed' ? 'response.failed' : 'response.completed', response: document },
    ];
  },
};

const ends: ReadonlySet<unknown> = new Set(['completed', 'incomplete', 'failed']);

/** Some servers leave out what it is. Events have a `type`, and pieces of a stream no status of the end. */
function isResponse(document: WireFields): boolean {
  const holdsAnswer = 'output' in document || 'output_text' in document;
  return (
    document['object'] === 'response' || (holdsAnswer && document['type'] === undefined && ends.has(document['status']))
  );
}
