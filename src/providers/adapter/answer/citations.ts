import type { ChatEvent } from '../../provider.js';
import { limits } from '../limits.js';
import { elementsOf, fieldsOf, textIn, type WireFields } from '../wireValues.js';

/** Sources of an answer, each once however often a server repeats them. They are given out when the answer ends. */
export interface Citations {
  /** @param list of addresses, or of objects with `url` and `title`; anything else is left out */
  addList(list: unknown): void;
  /** @param list of annotations: `{ type: 'url_citation', url_citation: { url, title } }`, or with both in the annotation itself */
  addAnnotations(list: unknown): void;
  /** Those that are new since the last time. */
  take(): readonly ChatEvent[];
}

export function createCitations(): Citations {
  const titles = new Map<string, string | undefined>();
  let given = 0;
  const add = (url: string | undefined, { title }: WireFields): void => {
    if (url === undefined || (titles.size >= limits.citations && !titles.has(url))) return;
    titles.set(url, textIn(title) ?? titles.get(url));
  };
  return {
    addList(list) {
      for (const source of elementsOf(list)) {
        const fields = fieldsOf(source);
        add(textIn(source) ?? textIn(fields['url']), fields);
      }
    },
    addAnnotations(list) {
      for (const annotation of elementsOf(list).map(fieldsOf)) {
        if (annotation['type'] !== 'url_citation') continue;
        const inner = fieldsOf(annotation['url_citation'] ?? annotation);
        add(textIn(inner['url']), inner);
      }
    },
    take() {
      const events = [...titles].slice(given).map(([url, title]): ChatEvent => ({
        type: 'citation',
        citation: title === undefined ? { url } : { url, title },
      }));
      given = titles.size;
      return events;
    },
  };
}
