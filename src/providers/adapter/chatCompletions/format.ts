import { doneMark, type EventFormat } from '../../transport/eventFormat.js';

/** Chat Completions: a whole answer (`chat.completion`) is like one chunk with a `message` in place of the `delta`. */
export const completionsFormat: EventFormat = {
  names: 'ignored',
  hasDone: true,
  eventsOf: (document) => [document, doneMark],
};
