import assert from 'node:assert/strict';
import { chipLabels, offeredThing } from '../../../../../src/webview/host/attachments/chipLabels.js';

const file = (label: string) => ({ kind: 'file', label }) as const;

describe('the names of chips', () => {
  it('are those of files and folders, without the folders above', () => {
    const things = [
      file('src/average.ts'),
      { kind: 'folder', label: 'src/lib/' } as const,
      { kind: 'instructions', label: '.github/copilot-instructions.md' } as const,
      file('alone.ts'),
    ];
    assert.deepEqual(chipLabels(things), ['average.ts', 'lib/', 'copilot-instructions.md', 'alone.ts']);
  });

  it('are paths where two of a row have the same name', () => {
    const things = [file('src/index.ts'), file('lib/index.ts'), file('index.ts'), file('src/other.ts')];
    assert.deepEqual(chipLabels(things), ['src/index.ts', 'lib/index.ts', 'index.ts', 'other.ts']);
  });

  it('are short for two parts of one file', () => {
    const selection = { kind: 'selection', label: 'src/index.ts' } as const;
    assert.deepEqual(chipLabels([selection, selection, file('src/index.ts')]), ['index.ts', 'index.ts', 'index.ts']);
  });

  it('are as they are where a slash leads to no folder', () => {
    const things = [
      { kind: 'page', label: 'Input/output' } as const,
      { kind: 'diff', label: 'main…feature/x' } as const,
      { kind: 'folder', label: '/' } as const,
      file(''),
    ];
    assert.deepEqual(chipLabels(things), ['Input/output', 'main…feature/x', '/', '']);
  });

  it('are on one line and bounded, whatever the file is called', () => {
    const [name] = chipLabels([file(`src/a\nb\u202e${'x'.repeat(1_000)}`)]);
    assert.ok(name!.length <= 300, String(name!.length));
    assert.doesNotMatch(name!, /[\n\u202e]/u);
  });

  it('follow the same rule for what is offered, whose lines stand behind it', () => {
    const offered = offeredThing({
      id: 'selection:x',
      kind: 'selection',
      label: 'index.ts:3–5',
      description: 'src',
      matches: [],
      place: { uri: 'file:///src/index.ts', range: { start: 3, end: 5 } },
    });
    assert.deepEqual(chipLabels([offered]), ['index.ts:3–5']);
    assert.deepEqual(chipLabels([file('lib/index.ts'), offered]), ['lib/index.ts', 'src/index.ts:3–5']);
    assert.deepEqual(chipLabels([file('src/index.ts'), offered]), ['index.ts', 'index.ts:3–5']);
  });
});
