import assert from 'node:assert/strict';
import { uuidv7 } from '../../../../../src/core/uuid.js';
import { until } from '../../../storage/support/until.js';
import type { ChatPage } from '../support/chatPage.js';
import { ChatWindow } from '../support/chatWindow.js';

describe('a change of the list that an earlier page has asked for', () => {
  let window: ChatWindow;
  let page: ChatPage;

  beforeEach(async () => {
    window = new ChatWindow();
    await window.store('a', {});
    await window.store('b', {});
    ({ page } = await window.show());
    await page.ask({ type: 'list-load', request: 1, scope: 'all', after: null, limit: 200 }, 'list-page');
  });
  afterEach(() => window.dispose());

  const rowsOf = (message: object) => page.ask(message, 'list-rows');
  const problem = () => page.all('status').at(-1)?.status.problem ?? null;
  const stored = (id: string) => window.history.conversation(id);
  const late = (request: object, time: number) => {
    const id = uuidv7(time);
    return { type: 'request', id, request, late: true };
  };
  const rename = (replaces: string) => late({ type: 'list-rename', id: 'a', title: 'Late', replaces }, 1);

  it('gives a title when none was given since, and is content when it has been given', async () => {
    assert.deepEqual((await rowsOf(rename('a'))).rows[0]?.title, 'Late');
    page.say(rename('a'));
    await until(() => page.all('acknowledged').length === 2);
    assert.equal(problem(), null);
  });

  it('gives none when another was given since, and says so', async () => {
    await rowsOf({ type: 'list-rename', id: 'a', title: 'Newer', replaces: 'a' });
    assert.deepEqual((await rowsOf(rename('a'))).rows[0]?.title, 'Newer');
    assert.equal((await stored('a'))?.title, 'Newer');
    assert.match(problem()?.title ?? '', /was undone/u);
    await until(() => page.all('acknowledged').length === 1);
  });

  for (const [what, request] of [
    ['deletes', { type: 'list-delete', ids: ['a', 'b'] }],
    ['archives', { type: 'list-archive', ids: ['a', 'b'], archived: true }],
  ] as const)
    it(`${what} no chat in which somebody has gone on since`, async () => {
      await window.store('b', { updatedAt: 2_000 });
      assert.deepEqual((await rowsOf(late(request, 1_999))).removed, []);
      assert.match(problem()?.title ?? '', /was undone/u);
      assert.deepEqual((await rowsOf(late(request, 2_000))).removed, ['a', 'b']);
    });
});
