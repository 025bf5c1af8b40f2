import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { AttachmentChange } from '../../../../src/attachments/changeOf.js';
import type { AttachmentPart } from '../../../../src/core/message.js';
import { AttachmentMarks, type MarksChange } from '../../../../src/vscode/context/attachmentMarks.js';
import { Uri } from '../../../support/vscodeStub/values.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { attachmentPart } from '../../webview/host/support/memoryAttachments.js';

describe('marks of attachments', () => {
  let marks: AttachmentMarks;
  let looked: string[];
  let told: MarksChange[];
  let changeRules: () => void;
  let change: AttachmentChange;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    [looked, told, change] = [[], [], 'unchanged'];
    marks = new AttachmentMarks({
      changes: {
        changeOf: ({ id }) => {
          looked.push(id);
          return Promise.resolve(change);
        },
      },
      warningsOf: () => Promise.resolve([]),
      inputsOf: () => ({}),
      onRulesChanged: (listener) => {
        changeRules = listener;
        return { dispose: () => undefined };
      },
      onError: (error) => {
        throw error;
      },
    });
    marks.onChanged((which) => told.push(which));
  });

  afterEach(() => {
    marks.dispose();
    mock.timers.reset();
  });

  const copyOf = (id: string, path: string): AttachmentPart => attachmentPart(id, { uri: `file://${path}` });
  const save = (path: string): void => vscodeStub.watchers.change(Uri.file(path));

  it('look at a source once, however often they are asked for', async () => {
    const part = copyOf('a', '/w/a.ts');
    for (let times = 0; times < 3; times += 1) await marks.of(part, 'c');
    assert.deepEqual(looked, ['a']);
  });

  it('look again when the source has changed, and tell of that one alone', async () => {
    const [a, b] = [copyOf('a', '/w/a.ts'), copyOf('b', '/w/b.ts')];
    await Promise.all([marks.of(a, 'c'), marks.of(b, 'c')]);
    change = 'changed';
    save('/w/a.ts');
    assert.match((await marks.of(a, 'c')).changed, /has changed since/u);
    assert.equal((await marks.of(b, 'c')).changed, '');
    assert.deepEqual(looked, ['a', 'b', 'a']);
    assert.deepEqual(told, [], 'nobody is told while the user still writes');
    mock.timers.tick(1_000);
    assert.deepEqual(told, [new Set(['a'])]);
  });

  it('cost nothing when something else is changed', async () => {
    await marks.of(copyOf('a', '/w/a.ts'), 'c');
    save('/w/other.ts');
    mock.timers.tick(5_000);
    assert.deepEqual([looked, told], [['a'], []]);
  });

  it('look at another copy under the same id, as of the present version', async () => {
    await marks.of(copyOf('a', '/w/a.ts'), 'c');
    await marks.of(copyOf('a', '/w/a.ts'), 'c');
    assert.deepEqual(looked, ['a', 'a']);
  });

  it('know that what was deleted with its folder is gone', async () => {
    await marks.of(copyOf('a', '/w/src/a.ts'), 'c');
    vscodeStub.documents.deleted.fire({ files: [Uri.file('/w/src')] });
    change = 'gone';
    assert.match((await marks.of(copyOf('a', '/w/src/a.ts'), 'c')).changed, /is gone/u);
    mock.timers.tick(1_000);
    assert.deepEqual(told, [new Set(['a'])]);
  });

  it('are looked at again when the user comes back to the window', async () => {
    const part = copyOf('a', '/elsewhere/a.ts');
    await marks.of(part, 'c');
    vscodeStub.focusChanged.fire({ focused: true, active: true });
    await marks.of(part, 'c');
    assert.deepEqual(looked, ['a', 'a']);
  });

  it('tell of all when the rules are others, without a look at any source', async () => {
    const part = copyOf('a', '/w/a.ts');
    await marks.of(part, 'c');
    changeRules();
    await marks.of(part, 'c');
    assert.deepEqual([told, looked], [['all'], ['a']]);
  });

  it('say nothing of what is no copy of a file', async () => {
    assert.equal((await marks.of(attachmentPart('t', { kind: 'terminal', uri: 'file:///w/a.ts' }), 'c')).changed, '');
    assert.deepEqual(looked, []);
  });
});
