import assert from 'node:assert/strict';
import { inGroups, tryFiles } from '../../mutation/campaign.js';
import { distancesTo, runtimeImports } from '../../mutation/runtimeImports.js';
import type { TestResult } from '../../mutation/testResult.js';

const importsOf = (sources: Readonly<Record<string, string>>): Record<string, readonly string[]> =>
  Object.fromEntries(runtimeImports(new Map(Object.entries(sources))));

describe('what a file loads when it runs', () => {
  it('is what it imports, exports from elsewhere and imports later', () => {
    const sources = {
      'x/main.ts': "import { a } from './a.js';\nexport * from '../b.js';\nconst c = await import('./c/c.js');",
      'x/a.ts': "import './view.js';",
      'b.ts': '',
      'x/c/c.ts': '',
      'x/view.tsx': '',
    };
    assert.deepEqual(importsOf(sources)['x/main.ts'], ['x/a.ts', 'b.ts', 'x/c/c.ts']);
    assert.deepEqual(importsOf(sources)['x/a.ts'], ['x/view.tsx']);
  });

  it('is what it names by its path in the project, to start it', () => {
    const sources = { 'x/main.ts': "build('y/thread.ts', `y/page.js`);", 'y/thread.ts': '', 'y/page.ts': '' };
    assert.deepEqual(importsOf(sources)['x/main.ts'], ['y/thread.ts', 'y/page.ts']);
  });

  it('is neither a package nor a type', () => {
    const sources = {
      'main.ts': [
        "import type { A } from './a.js';",
        "export type { B } from './b.js';",
        "let c: import('./c.js').C;",
        "import path from 'node:path';",
      ].join('\n'),
      'a.ts': '',
      'b.ts': '',
      'c.ts': '',
    };
    assert.deepEqual(importsOf(sources)['main.ts'], []);
  });
});

describe('the distance of a test from a file', () => {
  const imports = new Map([
    ['near.test.ts', ['file.ts']],
    ['far.test.ts', ['other.ts', 'middle.ts']],
    ['middle.ts', ['file.ts', 'far.test.ts']],
    ['other.ts', ['middle.ts']],
    ['stranger.test.ts', ['elsewhere.ts']],
  ]);

  it('is the number of imports on the shortest way, also where imports run in a circle', () => {
    const distances = distancesTo('file.ts', ['near.test.ts', 'far.test.ts'], imports);
    assert.deepEqual(
      [...distances],
      [
        ['near.test.ts', 1],
        ['far.test.ts', 2],
      ],
    );
  });

  it('is missing for a test that does not load the file', () => {
    assert.deepEqual([...distancesTo('file.ts', ['stranger.test.ts'], imports)], []);
    assert.deepEqual([...distancesTo('unknown.ts', ['near.test.ts'], imports)], []);
  });
});

describe('the tests that are run with a mutation', () => {
  const durations = new Map(Object.entries({ 'a slow one': 900, quick: 5, far: 1, alike: 5 }));

  it('are the nearest first, then the others, the fastest first', () => {
    const distances = new Map(Object.entries({ 'a slow one': 2, quick: 2, far: 3, alike: 2 }));
    assert.deepEqual(inGroups(distances, durations), [['alike', 'quick', 'a slow one'], ['far']]);
  });

  it('are one group when all are as near, and none when no test loads the file', () => {
    assert.deepEqual(inGroups(new Map(Object.entries({ 'a slow one': 1, far: 1 })), durations), [
      ['far', 'a slow one'],
    ]);
    assert.deepEqual(inGroups(new Map(), durations), []);
  });

  it('are not those that fail without a mutation, which have no duration', () => {
    assert.deepEqual(inGroups(new Map(Object.entries({ failing: 1, far: 2 })), durations), [['far']]);
  });
});

describe('a mutation that is tried against test files', () => {
  const failing = (file: string): TestResult => ({ failures: [{ file, title: 'notices' }], durations: {} });
  const passing: TestResult = { failures: [], durations: {} };

  /** What becomes of the mutation when the runs end like this, and which files each run had. */
  async function tried(
    ...results: readonly (TestResult | 'crashed' | 'timed out')[]
  ): Promise<readonly [unknown, readonly string[]]> {
    const runs: string[] = [];
    const found = await tryFiles(['a', 'b', 'c'], (files) => {
      runs.push(files.join());
      return Promise.resolve(results[runs.length - 1]!);
    });
    return [found, runs];
  }

  it('survives when all pass', async () => assert.deepEqual(await tried(passing), [undefined, ['a,b,c']]));

  it('is killed by a file that fails, and fails again', async () => {
    const killed = { outcome: 'killed', by: 'b: notices' };
    assert.deepEqual(await tried(failing('b'), failing('b')), [killed, ['a,b,c', 'b']]);
    assert.deepEqual(await tried(failing('b'), 'crashed'), [killed, ['a,b,c', 'b']]);
  });

  it('goes on to the files that are left when a failure does not happen again', async () => {
    assert.deepEqual(await tried(failing('b'), passing, passing), [undefined, ['a,b,c', 'b', 'c']]);
    assert.deepEqual(await tried(failing('c'), passing), [undefined, ['a,b,c', 'c']]);
  });

  it('is killed when the process ends, and timed out when it does not', async () => {
    assert.deepEqual((await tried('crashed'))[0], { outcome: 'killed', by: 'the process of the tests ended' });
    assert.deepEqual((await tried('timed out'))[0], { outcome: 'timed out' });
  });
});
