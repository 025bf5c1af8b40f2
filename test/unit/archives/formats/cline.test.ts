import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import { MemoryHistory } from '../../../support/memoryHistory.js';
import { inFolder } from '../support/exporting.js';
import { fixture, importBytes, importFixture, importPaths, messagesOf, outline, titled } from '../support/importing.js';

describe('tasks of Cline and Roo Code', () => {
  const bug = [
    'user: "Fix the bug in a.ts"',
    '  assistant anthropic/claude-sonnet-4-5: reasoning("I read the file.\\n\\n") + "I will read it." + call(read_file {"path":"src/a.ts"})',
    '    tool: result(const a = 1)',
    '      assistant anthropic/claude-sonnet-4-5: "<attempt_completion>\\n<result>Done</result>\\n</attempt_completion>" <',
  ];

  it('are found in their folder, each once, with dates, models and tokens out of its files', async () => {
    const { report, chats, history } = await importFixture('cline');
    assert.deepEqual(chats, {
      'Fix the bug in a.ts': bug,
      'List the files': [
        'user: "List the files"',
        '  assistant: reasoning("Use list_files.\\n\\n") + call(list_files {"path":"."})',
        '    tool: result(a.ts\nb.ts)',
        '      assistant: "There are two files." <',
      ],
    });
    assert.deepEqual([report.kinds, report.problems, report.notes], [{ cline: 2 }, [], { context: 2 }]);
    const messages = await messagesOf(history, 'Fix the bug in a.ts');
    assert.deepEqual(
      messages.map(({ createdAt }) => createdAt),
      [1718000000001, 1718000001000, 1718000002000, 1718000003000],
    );
    assert.deepEqual(
      messages.map(({ usage }) => usage),
      [
        undefined,
        { inputTokens: 1200, outputTokens: 40, cachedInputTokens: 1000 },
        undefined,
        { inputTokens: 300, outputTokens: 20 },
      ],
    );
    assert.equal((await titled(history, 'List the files')).workspace, 'file:///home/me/project');
  });

  it('may be chosen by any of their files, which are the same task', async () => {
    const history = new MemoryHistory();
    const folder = ['cline', 'tasks', '1718000000000'];
    await importPaths(history, fixture(...folder, 'api_conversation_history.json'));
    const again = await importPaths(history, fixture(...folder, 'ui_messages.json'), fixture(...folder));
    assert.deepEqual([again.added, again.extended, again.unchanged], [0, 0, 2]);
  });

  it('of which only what was shown is left are read from that', () =>
    inFolder(async (folder) => {
      copyFileSync(
        fixture('cline', 'tasks', '1718000000000', 'ui_messages.json'),
        path.join(folder, 'ui_messages.json'),
      );
      const history = new MemoryHistory();
      await importPaths(history, folder);
      assert.deepEqual(await outline(history, await titled(history, 'Fix the bug in a.ts')), [
        'user: "Fix the bug in a.ts"',
        '  assistant: "I will read it.\\n\\nDone" <',
      ]);
    }));

  it('in a zip, or with a damaged file beside them, are read as well', () =>
    inFolder(async (folder) => {
      const task = path.join(folder, '1718000000000');
      mkdirSync(task);
      const sent = readFileSync(fixture('cline', 'tasks', '1718000000000', 'api_conversation_history.json'));
      writeFileSync(path.join(task, 'api_conversation_history.json'), sent);
      writeFileSync(path.join(task, 'task_metadata.json'), '{ broken');
      const history = new MemoryHistory();
      assert.equal((await importPaths(history, task)).added, 1);
      const zipped = await importBytes(
        history,
        zipSync({ 'tasks/1718000000000/api_conversation_history.json': new Uint8Array(sent) }),
      );
      assert.deepEqual([zipped.added, zipped.unchanged], [0, 1]);
    }));
});
