import { elementsOf, fieldsOf, isRecord } from '../wireValues.js';
import { doneMark, type EventFormat } from '../../transport/eventFormat.js';

/** Chat Completions: a whole answer (`chat.completion`) is like one chunk with a `message` in place of the `delta`. */
export const completionsFormat: EventFormat = {
  names: 'ignored',
  hasDone: true,
  eventsOf: completionEvents,
};

/** A chunk may be a document too, such as a line of many: only a whole answer is its own end. */
export function completionEvents(document: unknown): readonly unknown[] {
  const { object, choices } = fieldsOf(document);
  const isWhole =
    object !== 'chat.completion.chunk' && elementsOf(choices).some((choice) => isRecord(fieldsOf(choice)['message']));
  return isWhole ? [document, doneMark] : [document];
}
