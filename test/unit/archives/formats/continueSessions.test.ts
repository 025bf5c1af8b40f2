import assert from 'node:assert/strict';
import { copyFileSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { inFolder } from '../support/exporting.js';
import { fixture, importFixture, importJson, importPaths, outline, titled } from '../support/importing.js';

describe('a session of Continue', () => {
  it('keeps pictures, thinking and tools, also without dates and ids', () =>
    inFolder(async (folder) => {
      const file = path.join(folder, 'session.json');
      copyFileSync(fixture('continue', 'sessions', '8a3b1c2d-0000-4000-8000-000000000001.json'), file);
      utimesSync(file, 1_700_000_000, 1_700_000_000);
      const history = new MemoryHistory();
      const report = await importPaths(history, file);
      const conversation = await titled(history, 'Sorting a list');
      assert.deepEqual(await outline(history, conversation), [
        'user: "Sort this list" + file(image/png)',
        '  assistant: reasoning("Use sorted.\\n\\n") + call(builtin_read_file {"filepath":"list.py"})',
        '    tool: result(a = [3,1])',
        '      assistant anthropic/Claude Sonnet: reasoning("It is short.\\n\\n") + "`sorted(a)` does it." <',
      ]);
      assert.deepEqual(
        [conversation.workspace, conversation.createdAt],
        ['file:///home/me/project', 1_700_000_000_000],
      );
      assert.deepEqual(report.notes, { context: 1 });
    }));

  it('is found in its folder, beside the list of sessions', async () => {
    const { report, chats } = await importFixture('continue');
    assert.deepEqual(Object.keys(chats).sort(), ['Old session', 'Sorting a list']);
    assert.deepEqual([report.kinds, report.otherFiles, report.problems], [{ continue: 2 }, 1, []]);
  });

  it('that has grown since keeps its messages and gets the new ones; one that has changed becomes a branch', async () => {
    const session = (...texts: readonly string[]) => ({
      sessionId: 's',
      title: 'S',
      history: texts.map((content, index) => ({
        message: { role: index % 2 === 0 ? 'user' : 'assistant', content },
        contextItems: [],
      })),
    });
    const history = new MemoryHistory();
    await importJson(history, session('a', 'b'));
    assert.equal((await importJson(history, session('a', 'b', 'c', 'd'))).messages, 2);
    assert.equal((await importJson(history, session('a', 'b', 'x'))).messages, 1);
    assert.deepEqual(await outline(history, await titled(history, 'S')), [
      'user: "a"',
      '  assistant: "b"',
      '    user: "c"',
      '      assistant: "d"',
      '    user: "x" <',
    ]);
  });
});
