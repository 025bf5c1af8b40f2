import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ArchiveLimits } from '../../../src/archives/limits.js';
import { isStorableJson } from '../../../src/core/json.js';
import type { MessagePart } from '../../../src/core/message.js';
import { singleLine } from '../../../src/core/text/singleLine.js';
import { MemoryHistory } from '../../support/memoryHistory.js';
import { archiveSamples } from '../../unit/archives/support/archiveSamples.js';
import { exported } from '../../unit/archives/support/exporting.js';
import { allConversations, importBytes } from '../../unit/archives/support/importing.js';
import { zipBytes } from '../../unit/archives/support/zipBytes.js';

/** So small that what is generated is beyond them. */
const limits = {
  recordBytes: 300_000,
  recordValues: 20_000,
  messages: 12,
  tags: 2,
  titleCharacters: 40,
  tagCharacters: 10,
  messageParts: 15,
  messageCharacters: 3_000,
  messageFiles: 2,
  messageAttachmentBytes: 300,
  conversationAttachmentBytes: 400,
  messageOpaqueParts: 2,
  nameCharacters: 60,
  urlCharacters: 200,
  errorCharacters: 50,
} satisfies Partial<ArchiveLimits>;

const png = `iVBORw0KGgo${'A'.repeat(401)}`;
/** In the place of what is nested too deep to be written as JSON by the engine. */
const deep = 'nested lists: ';
const value: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ noUnicodeString: false }),
  fc.constantFrom(150, 300, 4_000, 30_000).map((depth) => `${deep}${depth}`),
  fc.constantFrom<unknown>(
    'x'.repeat(5_000),
    null,
    '',
    '__proto__',
    'a\0b',
    '\ud83d'.repeat(100),
    '\u202egnp.exe\r\n$(trash)',
    `data:image/png;base64,${png}`,
    '<details type="reasoning">'.repeat(50),
    Array.from({ length: 40 }, () => ({ type: 'text', text: 'x'.repeat(200) })),
    Array.from({ length: 40 }, (_, index) => ({ type: 'tool_use', id: `${index}`, name: 'n', input: { index } })),
    Array.from({ length: 5 }, () => ({ type: 'image', source: { data: png } })),
    -1,
    1e308,
  ),
);

/** A change somewhere in a document; `at` chooses among all its members. */
const change = fc.record({
  at: fc.nat(),
  what: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'repeat', 'copy'),
  value,
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;
type Member = readonly [holder: Record<string, unknown>, key: string];

function membersOf(holder: Record<string, unknown>): readonly Member[] {
  return Object.entries(holder).flatMap(([key, inner]) => [
    [holder, key] as const,
    ...(typeof inner === 'object' && inner !== null ? membersOf(inner as Record<string, unknown>) : []),
  ]);
}

function apply(document: { root: unknown }, { at, what, value: given }: Change): void {
  const members = membersOf(document);
  const [holder, key] = members[at % members.length]!;
  const [other, otherKey] = members[(at >> 3) % members.length]!;
  if (holder === document) document.root = structuredClone(given);
  else if (what === 'remove') delete holder[key];
  else if (what === 'copy') holder[key] = structuredClone(other[otherKey]);
  else if (what === 'repeat' && Array.isArray(holder))
    for (let count = 0; count < 30; count += 1) holder.push(structuredClone(holder[key]));
  else holder[key] = structuredClone(given);
}

function withDepths(text: string): string {
  return text.replace(
    new RegExp(`"${deep}(\\d+)"`, 'gu'),
    (_, depth: string) => '['.repeat(+depth) + ']'.repeat(+depth),
  );
}

const neighbour = (id: string): string =>
  JSON.stringify([
    {
      uuid: id,
      name: id,
      chat_messages: ['a', 'b', 'c'].map((uuid) => ({ uuid, sender: 'human', text: `${uuid} of ${id}` })),
    },
  ]);

function charactersOf(part: MessagePart): number {
  switch (part.type) {
    case 'tool-result':
      return part.output.length;
    case 'tool-call':
      // Input that is left out is nothing.
      return part.input === null ? 0 : JSON.stringify(part.input).length;
    case 'citation':
      return part.citation.url.length;
    case 'file':
    case 'opaque':
      return 0;
    default:
      return (part.text ?? '').length;
  }
}

async function assertBounded(history: MemoryHistory): Promise<void> {
  for (const { id, title, tags } of await allConversations(history)) {
    assert.ok(title === singleLine(title) && [...title].length <= 60, title);
    assert.ok(tags.length <= limits.tags && tags.every((tag) => [...tag].length <= limits.tagCharacters));
    const messages = await history.messages(id);
    assert.ok(messages.length <= limits.messages, `${messages.length} messages`);
    for (const { parts } of messages) {
      assert.ok(parts.length <= limits.messageParts && isStorableJson(parts));
      const characters = parts.reduce((sum, part) => sum + charactersOf(part), 0);
      assert.ok(characters <= limits.messageCharacters, `${characters} characters`);
      assert.ok(parts.filter(({ type }) => type === 'file').length <= limits.messageFiles);
    }
  }
}

for (const { name, record, text } of archiveSamples) {
  describe(`a hostile document in the form of ${name}`, () => {
    it('ends, costs no neighbour, stays within the limits, and is exported in every form', () =>
      fc.assert(
        fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
          const document = { root: structuredClone(record) };
          for (const each of changes) apply(document, each);
          const history = new MemoryHistory();
          const files = {
            'a.json': neighbour('before'),
            'm.json': withDepths(text(document.root ?? null)),
            'z.json': neighbour('behind'),
          };
          const zip = zipBytes(Object.entries(files).map(([file, data]) => ({ name: file, data })));
          const report = await importBytes(history, zip, limits);
          assert.equal(report.outcome, 'complete');
          assert.equal(report.notes.unsavable, undefined);
          for (const title of ['before', 'behind']) {
            const found = (await allConversations(history)).find((each) => each.title === title);
            assert.equal((await history.messages(found!.id)).length, 3);
          }
          await assertBounded(history);
          for (const format of ['html', 'markdown'] as const)
            assert.ok((await exported(history, format)).includes('a of behind'));
          const again = new MemoryHistory();
          const second = await importBytes(again, await exported(history));
          assert.deepEqual([second.problems, second.added], [[], report.added]);
        }),
        { numRuns: 15 },
      )).timeout(120_000);
  });
}
