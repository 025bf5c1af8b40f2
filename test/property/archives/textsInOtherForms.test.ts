import assert from 'node:assert/strict';
import { MemoryHistory } from '../../support/memoryHistory.js';
import { archiveSamples } from '../../unit/archives/support/archiveSamples.js';
import { allConversations, importBytes } from '../../unit/archives/support/importing.js';

type Path = readonly string[];

const words = 'Kanarie vogel';
/** Forms a later version of a program might give a text. */
const otherForms: readonly unknown[] = [[words], { text: words }, { content: { value: words } }];
/** What only names something: without it, nothing that was said is missing. */
const labels = /^(?:.*id|.*Id|name|.*_name|title|path)$/u;

function textsOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value === 'string') return labels.test(path.at(-1) ?? '') ? [] : [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, [...path, key]));
}

/** The record with this in the place of a text. */
function withAt(record: unknown, path: Path, value: unknown): unknown {
  const copy = structuredClone(record);
  const holder = path
    .slice(0, -1)
    .reduce((object, key) => object[key] as Record<string, unknown>, copy as Record<string, unknown>);
  holder[path.at(-1)!] = value;
  return copy;
}

async function outcomeOf(text: string): Promise<{ isShown: boolean; counted: string }> {
  const history = new MemoryHistory();
  const { notes, problems } = await importBytes(history, text);
  const messages = await Promise.all((await allConversations(history)).map(({ id }) => history.messages(id)));
  const isShown = JSON.stringify(messages.flat().map(({ parts }) => parts)).includes(words);
  return { isShown, counted: JSON.stringify([notes, problems]) };
}

for (const { name, record, text } of archiveSamples) {
  it(`a text in the form of ${name} that is none is shown all the same, or counted`, async () => {
    let texts = 0;
    for (const path of textsOf(record)) {
      const asText = await outcomeOf(text(withAt(record, path, words)));
      if (!asText.isShown) continue;
      texts += 1;
      for (const form of otherForms) {
        const { isShown, counted } = await outcomeOf(text(withAt(record, path, form)));
        assert.ok(isShown || counted !== asText.counted, `${path.join('.')} as ${JSON.stringify(form)}`);
      }
    }
    assert.ok(texts > 0);
  }).timeout(120_000);
}
