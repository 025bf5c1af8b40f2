import assert from 'node:assert/strict';
import { builtInFile, builtInNames } from '../../../src/prompts/builtInPrompts.js';
import {
  findPrompts,
  inOrder,
  nearestNamed,
  splitCommand,
  type ListedPrompt,
} from '../../../src/prompts/promptList.js';
import { readPromptFile } from '../../../src/prompts/promptFile.js';
import type { PromptOrigin } from '../../../src/prompts/promptSource.js';

function prompt(name: string, origin: PromptOrigin = 'user', yaml = '', distance = 0): ListedPrompt {
  const file = readPromptFile(['prompts', `${name}.prompt.md`], `---\n${yaml}\n---\nx`);
  return { id: `${origin}${distance}:${name}`, origin, distance, file };
}

const builtIn: readonly ListedPrompt[] = builtInNames.map((name) => ({
  id: `builtin:${name}`,
  origin: 'builtIn',
  distance: 0,
  file: builtInFile(name, '', ''),
}));
const ids = (prompts: readonly ListedPrompt[]): readonly string[] => prompts.map(({ id }) => id);
const namesFound = (prompts: readonly ListedPrompt[], query: string): readonly string[] =>
  findPrompts(prompts, query).map(({ prompt: { file }, matches }) => `${file.name} ${matches.join()}`);

describe('the order of prompts', () => {
  it('begins with those of the nearest folder, then the user’s own, then SCOUT’s', () => {
    const prompts = [...builtIn, prompt('u'), prompt('far', 'workspace', '', 1), prompt('near', 'workspace')];
    assert.deepEqual(ids(inOrder(prompts)), [
      'workspace0:near',
      'workspace1:far',
      'user0:u',
      ...['explain', 'fix', 'improve', 'tests', 'doc', 'review', 'commit'].map((name) => `builtin:${name}`),
    ]);
  });

  it('is the one their author gave them, and that of the names for the others', () => {
    const prompts = [prompt('b'), prompt('A'), prompt('z', 'user', 'order: 1'), prompt('y', 'user', 'order: -2')];
    assert.deepEqual(ids(inOrder(prompts)), ['user0:y', 'user0:z', 'user0:A', 'user0:b']);
    assert.deepEqual(inOrder([...prompts].reverse()), inOrder(prompts));
  });
});

describe('a command', () => {
  const prompts = inOrder([
    ...builtIn,
    prompt('Fix', 'user'),
    prompt('fix', 'workspace', '', 1),
    prompt('fix', 'workspace'),
  ]);

  it('means the nearest prompt of its name, in any case', () => {
    assert.equal(nearestNamed(prompts, 'FIX')?.id, 'workspace0:fix');
    assert.equal(nearestNamed(prompts, 'explain')?.id, 'builtin:explain');
    assert.equal(nearestNamed(prompts, 'expl'), undefined);
  });

  it('passes over those that are broken, unless there is no other', () => {
    const broken = prompt('fix', 'workspace', 'name: [');
    assert.equal(nearestNamed([broken, prompt('fix')], 'fix')?.id, 'user0:fix');
    assert.equal(nearestNamed([broken], 'fix'), broken);
  });

  it('is a slash and a name at the beginning of a text', () => {
    assert.deepEqual(splitCommand('/fix'), { name: 'fix', argument: '' });
    assert.deepEqual(splitCommand('/fix  the tests\nplease '), { name: 'fix', argument: 'the tests\nplease' });
    for (const text of ['', '/', 'fix', ' /fix', '/usr/bin', '//', '/ fix', `/${'a'.repeat(65)}`])
      assert.equal(splitCommand(text), undefined, text);
  });
});

describe('what is typed behind a slash', () => {
  it('finds names that begin so, then words, then parts, then letters in order, then descriptions', () => {
    const prompts = [
      prompt('xfixed'),
      prompt('f-i-x'),
      prompt('other', 'user', 'description: Fix it'),
      prompt('hot-fix'),
      prompt('fixer'),
      prompt('none'),
    ];
    assert.deepEqual(namesFound(prompts, ' FIX '), [
      'fixer 0,1,2',
      'hot-fix 4,5,6',
      'xfixed 1,2,3',
      'f-i-x 0,2,4',
      'other ',
    ]);
  });

  it('finds all of them in order where nothing is typed', () => {
    assert.deepEqual(namesFound([prompt('b'), prompt('a')], ''), ['b ', 'a ']);
  });

  it('marks nothing where lower case has other places', () => {
    assert.deepEqual(namesFound([prompt('İfix')], 'fix'), ['İfix ']);
  });
});
