import assert from 'node:assert/strict';
import { isPromptFile, readPromptFile } from '../../../src/prompts/promptFile.js';
import { commandName } from '../../../src/prompts/promptName.js';

describe('a prompt file', () => {
  it('says what it is called, what it does, what it expects and who is to answer', () => {
    const text = [
      '---',
      'name: Check SQL',
      'description: Looks for slow queries',
      'argument-hint: [file]',
      'agent: ask',
      'model: Claude Sonnet 4.5',
      'tools: [search]',
      'order: 2',
      '---',
      'Look at this.',
    ].join('\n');
    assert.deepEqual(readPromptFile(['prompts', 'sql.prompt.md'], text), {
      name: 'Check-SQL',
      description: 'Looks for slow queries',
      argumentHint: '[file]',
      models: ['Claude Sonnet 4.5'],
      order: 2,
      body: 'Look at this.',
      isCommand: true,
    });
  });

  it('is called as its file, and a skill as its folder, where it has no name', () => {
    assert.equal(readPromptFile(['prompts', 'Create Form.prompt.md'], 'x').name, 'Create-Form');
    assert.equal(readPromptFile(['skills', 'release-notes', 'SKILL.md'], 'x').name, 'release-notes');
    assert.equal(readPromptFile(['prompts', 'a.prompt.md'], '---\nname: "/ \\n"\n---\nx').name, 'a');
    assert.equal(readPromptFile(['prompts', '$().prompt.md'], 'x').name, 'prompt');
  });

  it('may name several models in order, and none that is none', () => {
    const modelsOf = (value: string): unknown => {
      const file = readPromptFile(['p', 'a.prompt.md'], `---\nmodel: ${value}\n---\nx`);
      return 'models' in file ? file.models : file;
    };
    assert.deepEqual(modelsOf('[a, "", b, true]'), ['a', 'b']);
    assert.deepEqual(modelsOf(''), []);
    assert.deepEqual(modelsOf('{ a: b }'), []);
  });

  it('is no command where its author says so', () => {
    const isCommand = (value: string): unknown => {
      const file = readPromptFile(['s', 'a', 'SKILL.md'], `---\nuser-invocable: ${value}\n---\nx`);
      return 'isCommand' in file && file.isCommand;
    };
    assert.deepEqual(['false', '"False"', 'true', 'no', ''].map(isCommand), [false, false, true, true, true]);
  });

  it('that cannot be read keeps the name of its file, and says where it is broken', () => {
    assert.deepEqual(readPromptFile(['prompts', 'sql.prompt.md'], '---\nname: a\nname: b\n---\nbody'), {
      name: 'sql',
      problem: { fault: 'duplicate-key', line: 3 },
    });
  });

  it('shows nothing in a list but one plain line', () => {
    const text = '---\nname: a\ndescription: "$(alert) one\\ntwo \\u202e three"\norder: .inf\n---\nx';
    const file = readPromptFile(['p', 'a.prompt.md'], text);
    assert.ok('description' in file);
    assert.deepEqual([file.description, file.order], ['$ (alert) one two three', undefined]);
  });

  it('without a text is none', () => {
    assert.deepEqual(readPromptFile(['p', 'a.prompt.md'], '---\nname: b\n---\n \n'), {
      name: 'a',
      problem: { fault: 'empty', line: 1 },
    });
  });

  it('ends with .prompt.md in any case', () => {
    const names = ['a.prompt.md', 'A.PROMPT.MD', 'a.md', 'prompt.md', 'a.prompt.md.bak', 'README.md'];
    assert.deepEqual(names.map(isPromptFile), [true, true, false, false, false, false]);
  });
});

describe('the name of a command', () => {
  for (const [title, name] of [
    ['explain', 'explain'],
    ['Explain this!', 'Explain-this'],
    ['  ../../etc/passwd ', 'etcpasswd'],
    ['Prüfe 日本語', 'Prüfe-日本語'],
    ['git:commit v1.2', 'git:commit-v1.2'],
    ['--', ''],
    ['a\u202eb\u0000c', 'ab-c'],
    ['x'.repeat(1_000), 'x'.repeat(64)],
  ] as const)
    it(`of “${title.slice(0, 20)}” is “${name.slice(0, 20)}”`, () => assert.equal(commandName(title), name));
});
