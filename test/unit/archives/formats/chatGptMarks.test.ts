import assert from 'node:assert/strict';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { importJson, outline, titled } from '../support/importing.js';

const mark = (...fields: readonly string[]): string => `\ue200${fields.join('\ue202')}\ue201`;

async function imported(role: string, content: object, metadata: object = {}, extra: object = {}) {
  const history = new MemoryHistory();
  const mapping = {
    u: { message: { author: { role: 'user' }, content: { content_type: 'text', parts: ['q'] } }, parent: null },
    m: { message: { author: { role }, content, metadata }, parent: 'u' },
  };
  const report = await importJson(history, [
    { title: 'T', conversation_id: 'c', mapping, current_node: 'm', ...extra },
  ]);
  const lines = await outline(history, await titled(history, 'T'));
  return {
    line: lines[1]
      ?.trim()
      .replace(/^\S+ ?\S*: /u, '')
      .replace(/ <$/u, ''),
    notes: report.notes,
    lines,
    history,
  };
}

const answer = async (text: string, metadata: object = {}) => {
  const { line, notes } = await imported('assistant', { content_type: 'text', parts: [text] }, metadata);
  return { text: line === undefined ? '' : (JSON.parse(line) as string), notes };
};

describe('the marks in answers of ChatGPT', () => {
  const cases: readonly (readonly [string, string])[] = [
    [
      `made by ${mark('entity', '["company","Nothing Technology","maker"]')} in London`,
      'made by Nothing Technology in London',
    ],
    [`see ${mark('url', 'the page', 'https://example.org/a?b=c')}.`, 'see [the page](<https://example.org/a?b=c>).'],
    [`see ${mark('url', '["https://example.org/x","Page"]')}.`, 'see [Page](<https://example.org/x>).'],
    [`see ${mark('link_title', 'Bread [best]', 'turn0search3')}.`, 'see Bread [best].'],
    [`Newton${mark('cite', 'turn0search1', 'turn1news22')}.`, 'Newton.'],
    [`a ${mark('entity', `["place","${'Long '.repeat(600)}end"]`)} b`, `a ${'Long '.repeat(600)}end b`],
    [`a \ue200entity\ue202["place","Rome"]`, 'a Rome'],
    [`a \ue200entity\ue202["place","Ro`, 'a ["place","Ro'],
    [`a \ue200entity\ue202["p","Rome"]\nnext line`, 'a Rome\nnext line'],
    [`x ${mark('thing', '{"name":"A name","id":7}')} y`, 'x A name y'],
    ['before \ue200 and this goes on\nnext', 'before \ue200 and this goes on\nnext'],
    ['```js\nconst icon = "\ue200"; start();\n```', '```js\nconst icon = "\ue200"; start();\n```'],
    ['Gravity【3†source】 and【12:0†L3-L9】 this【4:1†handbook.pdf】.', 'Gravity and this (handbook.pdf).'],
    ['Write `【3†source】` or\n```\n【3†source】\n```', 'Write `【3†source】` or\n```\n【3†source】\n```'],
  ];
  for (const [given, expected] of cases)
    it(`leave their words: ${JSON.stringify(given.slice(0, 60))}`, async () => {
      assert.deepEqual(await answer(given), { text: expected, notes: {} });
    });

  it('show what the export says that they show, each in its place', async () => {
    const entity = mark('entity', '["person","Ada","x"]');
    const metadata = {
      content_references: [
        { matched_text: entity, start_idx: 40, end_idx: 60, alt: 'Lovelace' },
        { matched_text: entity, start_idx: 2, end_idx: 20, alt: 'Ada Lovelace' },
      ],
    };
    assert.deepEqual((await answer(`a ${entity} b ${entity}`, metadata)).text, 'a Ada Lovelace b Lovelace');
  });

  it('are counted when nothing of them can be shown', async () => {
    assert.deepEqual(await answer(`a ${mark('image_group', '{"layout":"wide","query":["x"]}')}b`), {
      text: 'a b',
      notes: { 'unknown-part': 1 },
    });
  });

  it('stay in what the user typed, byte for byte', async () => {
    const typed = `Why do I see 【3†source】 and ${mark('cite', 'turn0search1')} in \`【3†source】\`?`;
    const { line } = await imported('user', { content_type: 'text', parts: [typed] });
    assert.equal(line, `: ${JSON.stringify(typed)}`.slice(2));
  });
});

describe('what tools of ChatGPT said', () => {
  const cases: readonly (readonly [object, string, object?])[] = [
    [{ content_type: 'citable_code_output', output_str: '42' }, 'result(42)'],
    [
      { content_type: 'sonic_webpage', title: 'Bread', url: 'https://example.org/b', text: 'Flour' },
      'result(Bread\nhttps://example.org/b\nFlour)',
    ],
    [
      { content_type: 'tether_quote', title: 'Bread', url: 'https://example.org/b', text: 'Flour' },
      'result(Bread\nhttps://example.org/b\nFlour)',
    ],
    [
      {
        content_type: 'computer_output',
        state: { title: 'Shop', url: 'https://example.org' },
        screenshot: { asset_pointer: 'sediment://file_1' },
      },
      'result(Shop\nhttps://example.org)',
      { 'attachment-missing': 1 },
    ],
    [{ content_type: 'invented', output: 'said' }, 'result(said)'],
    [{ content_type: 'multimodal_text', parts: [{ content_type: 'text', text: 'said' }] }, 'result(said)'],
    [
      { content_type: 'multimodal_text', parts: ['a', { content_type: 'audio_transcription', text: 'b' }] },
      'result(a\nb)',
    ],
    [
      { content_type: 'tether_browsing_display', result: 'The page', summary: 'In short' },
      'result(The page\nIn short)',
    ],
    [{ content_type: 'invented', text: 'The page says', snippet: 'page' }, 'result(The page says)'],
  ];
  for (const [content, expected, notes = {}] of cases)
    it(`comes in: ${JSON.stringify(content).slice(0, 60)}`, async () => {
      const { line, notes: found } = await imported('tool', content);
      assert.deepEqual([line?.replace(/^tool: /u, ''), found], [expected, notes]);
    });

  it('is counted where it is of an unknown kind, as an answer is', async () => {
    for (const role of ['tool', 'assistant'])
      assert.deepEqual((await imported(role, { content_type: 'invented', cells: [1] })).notes, { 'unknown-part': 1 });
  });

  it('is counted as pages where they are pictures that were made of a document', async () => {
    const parts = ['text', { content_type: 'image_asset_pointer', asset_pointer: 'sediment://file_1#file_2#p_0.jpg' }];
    assert.deepEqual((await imported('tool', { content_type: 'multimodal_text', parts })).notes, { 'page-picture': 1 });
  });
});

describe('a chat of ChatGPT', () => {
  it('in a project, or with a GPT, has a tag for it', async () => {
    const text = { content_type: 'text', parts: ['a'] };
    for (const [id, tag] of [
      ['g-p-1234', 'Project g-p-1234'],
      ['g-AbC', 'GPT g-AbC'],
    ] as const) {
      const { history } = await imported('assistant', text, {}, { gizmo_id: id });
      assert.deepEqual((await titled(history, 'T')).tags, [tag]);
    }
  });
});
