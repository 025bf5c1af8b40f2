import type { EventFormat } from '../../transport/eventFormat.js';

/** The Gemini API: without `alt=sse` it sends an array of what are the events otherwise. Its SDK takes `[DONE]` for broken JSON. */
export const geminiFormat: EventFormat = {
  names: 'refused',
  hasDone: false,
  eventsOf: (document) => [document],
};
