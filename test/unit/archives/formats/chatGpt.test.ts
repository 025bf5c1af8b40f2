import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { inFolder } from '../support/exporting.js';
import { fixture, importBytes, importFixture, importPaths, messagesOf, outline, titled } from '../support/importing.js';

describe('the export of ChatGPT', () => {
  const flour = [
    'user: file(image/png photo.png) + "How much flour is in this dough? Please calculate."',
    '  assistant openai/gpt-4o: "About 500 g."',
    '  assistant openai/gpt-5-2-thinking: reasoning("**Estimating**\\n\\nHydration is 65 %.\\n\\n") + call(python {"code":"print(325 / 0.65)"})',
    '    tool: result(500.0\n)',
    '      assistant openai/gpt-5-2-thinking: "It is **500 g** of flour. " + source(https://example.org/bakers Baker\'s percentage)',
    '        user: "Draw it."',
    '          assistant openai/gpt-5-2: call(t2uay3k.sj1i4kz {"prompt":"a dough","size":"1024x1024"})',
    '            assistant openai/gpt-5-2: file(image/png)',
    '              assistant openai/gpt-5-2 interrupted: "Here it is." <',
  ];
  const gravity = [
    'user: "Who found out about gravity?"',
    '  assistant openai/text-davinci-002-render-sha: "Newton described it." + source(https://example.org/gravity Gravity) <',
  ];

  it('unpacked keeps branches, thoughts, tools, pictures and sources, and says what it left out', async () => {
    const { report, chats } = await importFixture('chatgpt');
    assert.deepEqual(chats, { 'Flour in the dough': flour, 'Who found out about gravity?': gravity });
    assert.deepEqual(report.kinds, { chatgpt: 2 });
    assert.deepEqual(report.notes, { instructions: 2, progress: 1 });
    assert.deepEqual(
      report.problems.map(({ file, position, reason }) => [file, position?.number, reason]),
      [['conversations.json', 2, 'unrecognized']],
    );
    assert.equal(report.otherFiles, 3);
  });

  it('keeps what is on top, what is archived, and when it was', async () => {
    const { history } = await importFixture('chatgpt');
    const { pinned, createdAt, updatedAt } = await titled(history, 'Flour in the dough');
    assert.deepEqual([pinned, createdAt, updatedAt], [true, 1765672200123, 1765672300500]);
    assert.equal((await titled(history, 'Who found out about gravity?')).archived, true);
    const answer = (await messagesOf(history, 'Who found out about gravity?'))[1]!;
    assert.deepEqual(
      [answer.createdAt, answer.finishReason, answer.rawFinishReason],
      [1700000002500, 'length', 'max_tokens'],
    );
  });

  it('as a zip, its conversations in one file or in several, is the same', async () => {
    const files = [
      'conversations.json',
      'file-7Xq2bRk9LmNpStUvWxYz12-photo.png',
      'file_00000000a1b2c3d4e5f60718293a4b5c-11111111-2222-4333-8444-555555555555.dat',
      'user.json',
    ];
    const bytes = Object.fromEntries(
      files.map((file) => [file, new Uint8Array(readFileSync(fixture('chatgpt', file)))]),
    );
    const all = JSON.parse(Buffer.from(bytes['conversations.json']!).toString()) as unknown[];
    const split = {
      ...bytes,
      'conversations-000.json': Buffer.from(JSON.stringify(all.slice(0, 2))),
      'conversations-001.json': Buffer.from(JSON.stringify(all.slice(2))),
    };
    delete (split as Record<string, unknown>)['conversations.json'];
    for (const zip of [zipSync(bytes), zipSync(split)]) {
      const history = new MemoryHistory();
      await importBytes(history, zip);
      assert.deepEqual(await outline(history, await titled(history, 'Flour in the dough')), flour);
      assert.deepEqual(await outline(history, await titled(history, 'Who found out about gravity?')), gravity);
    }
  });

  it('keeps what was said in voice chats, and a document among the uploads', async () => {
    const node = (id: string, parent: string | null, role: string, content: object, metadata: object = {}) => ({
      message: { id, author: { role }, content, metadata },
      parent,
    });
    const mapping = {
      u: node('u', null, 'user', {
        content_type: 'multimodal_text',
        parts: [
          { content_type: 'audio_transcription', text: 'Hello', direction: 'in' },
          {
            content_type: 'real_time_user_audio_video_asset_pointer',
            frames_asset_pointers: [],
            audio_asset_pointer: { content_type: 'audio_asset_pointer', asset_pointer: 'sediment://file_1' },
          },
        ],
      }),
      a: node('a', 'u', 'assistant', { content_type: 'text', parts: ['Hi'] }),
      v: node(
        'v',
        'a',
        'user',
        { content_type: 'text', parts: ['Read this'] },
        {
          attachments: [
            { id: 'file-Doc1', name: 'rules.pdf', mime_type: 'application/pdf' },
            { id: 'file-Doc2', name: 'rules.docx' },
          ],
        },
      ),
    };
    await inFolder(async (folder) => {
      writeFileSync(
        path.join(folder, 'conversations.json'),
        JSON.stringify([{ title: 'Voice', mapping, current_node: 'v', conversation_id: 'c' }]),
      );
      writeFileSync(path.join(folder, 'file-Doc1-rules.pdf'), '%PDF-1.7');
      const history = new MemoryHistory();
      const report = await importPaths(history, path.join(folder, 'conversations.json'));
      assert.deepEqual(await outline(history, await titled(history, 'Voice')), [
        'user: "Hello"',
        '  assistant openai: "Hi"',
        '    user: "Read this" + file(application/pdf rules.pdf) <',
      ]);
      assert.deepEqual(report.notes, { audio: 1, 'attachment-missing': 1 });
    });
  });
});
