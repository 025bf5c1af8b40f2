import assert from 'node:assert/strict';
import { ScoutError } from '../../../../../src/core/errors.js';
import type { ChatPage } from '../support/chatPage.js';
import { until } from '../../../storage/support/until.js';
import { ChatWindow } from '../support/chatWindow.js';
import { vscodeStub } from '../../../../support/vscodeStub/vscodeStub.js';
import { storedMessage } from '../support/storedMessages.js';

const here = 'file:///projects/alpha';
const gone = new ScoutError('storage', 'The disk is gone.');

describe('the list of conversations in the host', () => {
  let window: ChatWindow;
  let page: ChatPage;

  beforeEach(async () => {
    window = new ChatWindow(undefined, here);
    await window.store('a', { updatedAt: 4, workspace: here, tags: ['red'] });
    await window.store('b', { updatedAt: 3, workspace: 'file:///projects/beta' });
    await window.store('old', { updatedAt: 2, archived: true });
    await window.store('bin', { updatedAt: 1, deletedAt: Date.now() });
    ({ page } = await window.show());
  });

  afterEach(() => window.dispose());

  const load = (scope = 'all', limit = 200, after: unknown = null) =>
    page.ask({ type: 'list-load', request: 1, scope, after, limit }, 'list-page');
  const ids = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);
  const problem = () => page.all('status').at(-1)?.status.problem ?? null;
  const stored = (id: string) => window.history.conversation(id);

  describe('loading', () => {
    for (const [scope, expected] of [
      ['all', ['a', 'b']],
      ['workspace', ['a']],
      ['archived', ['old']],
      ['deleted', ['bin']],
    ] as const) {
      it(`shows the scope ${scope}`, async () => {
        const { rows, problem: reason } = await load(scope);
        assert.deepEqual([ids(rows), reason], [expected, '']);
      });
    }

    it('shows a page, and the next one from where that ended', async () => {
      const first = await load('all', 1);
      assert.deepEqual([ids(first.rows), first.next], [['a'], { pinned: false, updatedAt: 4, id: 'a' }]);
      const second = await load('all', 1, first.next);
      assert.deepEqual(ids(second.rows), ['b']);
      assert.equal((await load('all', 1, second.next)).next, null);
    });

    it('answers with the number of the request, and whether there is a folder', async () => {
      const ask = { type: 'list-load', request: 77, scope: 'all', after: null, limit: 1 };
      const { request, hasWorkspace } = await page.ask(ask, 'list-page');
      assert.deepEqual([request, hasWorkspace], [77, true]);
      const elsewhere = new ChatWindow(window, null);
      const { page: other } = await elsewhere.show();
      const answer = await other.ask({ ...ask, scope: 'workspace', limit: 200 }, 'list-page');
      assert.deepEqual([answer.hasWorkspace, ids(answer.rows)], [false, ['a', 'b']]);
      await elsewhere.dispose();
    });

    it('says why nothing can be read, and logs it', async () => {
      window.history.firstConversations = () => Promise.reject(gone);
      const { rows, next, problem: reason } = await load();
      assert.deepEqual([rows, next, reason], [[], null, 'The disk is gone.']);
      assert.ok(window.logger.lines.includes('warn: Could not read the chat list: The disk is gone.'));
    });
  });

  describe('searching', () => {
    beforeEach(async () => {
      await window.store('a', {}, [
        storedMessage('m', { conversationId: 'a', role: 'user', parts: [{ type: 'text', text: 'find the needle' }] }),
      ]);
    });

    const search = (fields: object = {}) =>
      page.ask({ type: 'list-search', request: 5, text: 'needle', exact: false, limit: 50, ...fields }, 'list-hits');

    it('answers with what was found', async () => {
      const { request, hits, more, ignored, problem: reason } = await search();
      assert.deepEqual([request, more, ignored, reason], [5, false, [], '']);
      assert.deepEqual(
        hits.map(({ conversation, messageId, author }) => [conversation.id, messageId, author]),
        [['a', 'm', 'You']],
      );
    });

    it('names who answered', async () => {
      const answer = storedMessage('n', { conversationId: 'b', provider: 'anthropic', model: 'm-2' });
      await window.store('b', {}, [{ ...answer, parts: [{ type: 'text', text: 'a needle' }] }]);
      const { hits } = await search();
      assert.deepEqual(hits.map(({ author }) => author).sort(), ['Provider anthropic · m-2', 'You']);
    });

    it('asks for what the view asked, in the folder of the window', async () => {
      const asked: unknown[] = [];
      window.history.search = (request) => {
        asked.push(request);
        return Promise.resolve({ hits: [], more: true, ignored: ['in:nowhere'], pending: 0 });
      };
      const { more, ignored } = await search({ exact: true, limit: 7 });
      assert.deepEqual(asked, [{ text: 'needle', exact: true, limit: 7, workspace: here }]);
      assert.deepEqual([more, ignored], [true, ['in:nowhere']]);
    });

    it('passes over what was typed while a search ran', async () => {
      const asked: string[] = [];
      window.history.search = async ({ text }) => {
        asked.push(text);
        await new Promise((resolve) => setImmediate(resolve));
        return { hits: [], more: false, ignored: [], pending: 0 };
      };
      for (const [index, text] of ['n', 'ne', 'nee'].entries())
        page.say({ type: 'list-search', request: index, text, exact: false, limit: 50 });
      await until(() => page.all('list-hits').some(({ request }) => request === 2));
      assert.deepEqual(asked, ['n', 'nee']);
    });

    it('says why there was no search, and logs it without what was looked for', async () => {
      window.history.search = () => Promise.reject(gone);
      const { hits, problem: reason } = await search();
      assert.deepEqual([hits, reason], [[], 'The disk is gone.']);
      assert.ok(window.logger.lines.includes('warn: A search failed: The disk is gone.'));
      assert.ok(!window.logger.lines.some((line) => line.includes('needle')));
      window.history.search = () => Promise.resolve({ hits: [], more: false, ignored: [], pending: 0 });
      assert.equal((await search()).problem, '', 'the next one is made');
    });

    it('suggests tags, and folders by their names, each once', async () => {
      await window.store('d', { workspace: 'file:///other/beta', tags: ['blue'] });
      await window.store('e', { workspace: '' });
      const { tags, workspaces } = await page.ask({ type: 'list-labels' }, 'list-labels');
      assert.deepEqual(
        [tags, workspaces],
        [
          ['blue', 'red'],
          ['beta', 'alpha'],
        ],
      );
    });

    it('does without suggestions that cannot be read, and logs that', async () => {
      window.history.labels = () => Promise.reject(gone);
      page.say({ type: 'list-labels' });
      await load();
      assert.ok(window.logger.lines.includes('warn: Could not read tags and workspaces: The disk is gone.'));
      assert.deepEqual([page.all('list-labels'), problem()], [[], null]);
    });
  });

  describe('changing', () => {
    beforeEach(() => load());

    const rowsOf = async (message: object) => {
      const { rows, removed } = await page.ask(message, 'list-rows');
      return { rows, removed };
    };

    it('renames', async () => {
      const { rows } = await rowsOf({ type: 'list-rename', id: 'a', title: 'New' });
      assert.deepEqual(
        rows.map(({ id, title }) => [id, title]),
        [['a', 'New']],
      );
      assert.equal((await stored('a'))?.title, 'New');
    });

    it('pins and unpins several', async () => {
      const pinned = await rowsOf({ type: 'list-pin', ids: ['a', 'b'], pinned: true });
      assert.deepEqual(
        pinned.rows.map((row) => [row.id, row.pinned]),
        [
          ['a', true],
          ['b', true],
        ],
      );
      const unpinned = await rowsOf({ type: 'list-pin', ids: ['a'], pinned: false });
      assert.deepEqual(
        unpinned.rows.map((row) => [row.id, row.pinned]),
        [['a', false]],
      );
    });

    it('archives: the entry leaves this list, and comes into the other', async () => {
      assert.deepEqual(await rowsOf({ type: 'list-archive', ids: ['a'], archived: true }), {
        rows: [],
        removed: ['a'],
      });
      await load('archived');
      const { rows, removed } = await rowsOf({ type: 'list-archive', ids: ['a', 'old'], archived: false });
      assert.deepEqual([rows, removed], [[], ['a', 'old']]);
      assert.equal((await stored('old'))?.archived, false);
    });

    it('deletes and brings back', async () => {
      assert.deepEqual(await rowsOf({ type: 'list-delete', ids: ['a'] }), { rows: [], removed: ['a'] });
      assert.notEqual((await stored('a'))?.deletedAt, null);
      assert.deepEqual(ids((await rowsOf({ type: 'list-undo-delete', ids: ['a'] })).rows), ['a']);
      assert.equal((await stored('a'))?.deletedAt, null);
      assert.equal(problem(), null);
    });

    it('notifies the list of deleted ones of another deletion', async () => {
      await load('deleted');
      assert.deepEqual(ids((await rowsOf({ type: 'list-delete', ids: ['b'] })).rows), ['b']);
    });

    it('notifies the list of deleted ones of what was brought back', async () => {
      await load('deleted');
      assert.deepEqual(await rowsOf({ type: 'list-undo-delete', ids: ['bin'] }), { rows: [], removed: ['bin'] });
    });

    it('says what can be brought back no more', async () => {
      window.history.changeElsewhere([{ type: 'conversation.tombstone', id: 'bin' }], new Set());
      page.say({ type: 'list-undo-delete', ids: ['bin'] });
      await until(() => problem() !== null);
      assert.match(problem()!.title, /could not be undone/u);
      assert.match(problem()!.detail, /already permanent/u);
      await until(() => page.all('list-rows').some(({ removed }) => removed.includes('bin')));
    });

    for (const [what, message] of [
      ['a new title', { type: 'list-rename', id: 'a', title: 'New' }],
      ['a pin', { type: 'list-pin', ids: ['a'], pinned: true }],
      ['archiving', { type: 'list-archive', ids: ['a'], archived: true }],
      ['a deletion', { type: 'list-delete', ids: ['a'] }],
    ] as const) {
      it(`takes ${what} back that could not be saved, and says so until a change can be`, async () => {
        window.history.failure = gone;
        const { rows, removed } = await rowsOf(message);
        assert.deepEqual(removed, []);
        assert.deepEqual(
          rows.map(({ id, title, pinned, archived, deletedAt }) => [id, title, pinned, archived, deletedAt]),
          [['a', 'a', false, false, null]],
        );
        assert.match(problem()?.title ?? '', /was undone/u);
        assert.equal(problem()?.detail, 'The disk is gone.');
        assert.deepEqual(ids(problem()?.actions ?? []), ['open-log']);
        assert.ok(window.logger.lines.includes('warn: A change to the chat list failed: The disk is gone.'));
        window.history.failure = undefined;
        page.say({ type: 'list-pin', ids: ['b'], pinned: true });
        await until(() => problem() === null);
        page.question(' ');
        await until(() => problem() !== null);
        await rowsOf({ type: 'list-pin', ids: ['b'], pinned: false });
        assert.equal(problem()?.detail, 'The message is empty.', 'another problem stays');
      });
    }

    it('leaves a restored entry among the deleted ones when that could not be saved', async () => {
      await load('deleted');
      window.history.failure = gone;
      assert.deepEqual(ids((await rowsOf({ type: 'list-undo-delete', ids: ['bin'] })).rows), ['bin']);
      assert.match(problem()?.title ?? '', /was undone/u);
      window.history.failure = undefined;
    });

    it('leaves a problem alone that no change of the list has caused', async () => {
      page.question(' ');
      await until(() => problem() !== null);
      await rowsOf({ type: 'list-pin', ids: ['a'], pinned: true });
      assert.equal(problem()?.detail, 'The message is empty.');
    });

    it('lets the user choose tags, and changes them', async () => {
      page.say({ type: 'list-edit-tags', ids: ['a'] });
      await until(() => vscodeStub.quickPicks.length > 0);
      const pick = vscodeStub.quickPicks[0]!;
      assert.deepEqual(
        pick.items.map(({ label }) => label),
        ['red'],
      );
      pick.type('green');
      pick.accept();
      await until(async () => (await stored('a'))!.tags.length === 2);
      assert.deepEqual((await stored('a'))!.tags, ['red', 'green']);
    });

    it('says that chosen tags could not be saved', async () => {
      page.say({ type: 'list-edit-tags', ids: ['a'] });
      await until(() => vscodeStub.quickPicks.length > 0);
      const [pick] = vscodeStub.quickPicks;
      window.history.failure = gone;
      pick!.tick();
      pick!.accept();
      await until(() => problem() !== null);
      assert.match(problem()!.title, /could not be saved/u);
      window.history.failure = undefined;
    });

    it('changes no tags when the user thinks better of it, and says why they cannot be chosen', async () => {
      const before = window.history.appended.length;
      page.say({ type: 'list-edit-tags', ids: ['a'] });
      await until(() => vscodeStub.quickPicks.length > 0);
      vscodeStub.quickPicks[0]!.escape();
      window.history.labels = () => Promise.reject(gone);
      page.say({ type: 'list-edit-tags', ids: ['a'] });
      await until(() => problem() !== null);
      assert.equal(problem()?.detail, 'The disk is gone.');
      assert.equal(window.history.appended.length, before);
    });

    it('exports through the command', async () => {
      page.say({ type: 'list-export', ids: ['a', 'b'] });
      await until(() => vscodeStub.commands.executed.length > 0);
      assert.deepEqual(vscodeStub.commands.executed, [['scout.exportChats', ['a', 'b']]]);
    });
  });

  describe('being notified', () => {
    const many = (count: number): Set<string> => new Set(Array.from({ length: count }, (_, index) => `x${index}`));

    it('begins when the view has asked for the list', async () => {
      await window.conversations.list.rename('a', 'too early');
      await load();
      await window.conversations.list.rename('b', 'in time');
      await until(() => page.all('list-rows').length > 0);
      assert.deepEqual(
        page.all('list-rows').map(({ rows }) => ids(rows)),
        [['b']],
      );
    });

    it('collects what changes, in this window or another', async () => {
      await load();
      await window.conversations.list.rename('a', 'here');
      window.history.changeElsewhere(
        [{ type: 'conversation.set', id: 'b', fields: { title: 'elsewhere' } }],
        new Set(['b']),
      );
      await until(() => page.all('list-rows').length > 0);
      assert.deepEqual(
        page.all('list-rows').map(({ rows }) => rows.map(({ title }) => title)),
        [['here', 'elsewhere']],
      );
    });

    it('is of each entry up to 200 changes, and of the list as a whole beyond', async () => {
      await load();
      window.history.changeElsewhere([], many(200));
      await until(() => page.all('list-rows').length > 0);
      assert.equal(page.last('list-rows').removed.length, 200);
      window.history.changeElsewhere([], many(201));
      await until(() => page.all('list-stale').length > 0);
      assert.equal(page.all('list-rows').length, 1);
    });

    it('is of the list as a whole when it could be any entry, whatever else changes', async () => {
      await load();
      window.history.changeElsewhere([], new Set(['a']));
      window.history.changeElsewhere([], undefined);
      window.history.changeElsewhere([], new Set(['b']));
      await until(() => page.all('list-stale').length > 0);
      window.history.changeElsewhere([], new Set(['b']));
      await until(() => page.all('list-rows').length > 0);
      assert.deepEqual([page.all('list-stale').length, ids(page.last('list-rows').rows)], [1, ['b']]);
    });

    it('is of the list as a whole when saving begins or ceases to fail', async () => {
      await load();
      window.history.failure = gone;
      page.question('Hi');
      await until(() => page.all('list-stale').length > 0);
      window.history.failure = undefined;
    });

    it('is of entries that belong to the folder, in a list of the folder', async () => {
      await load('workspace');
      window.history.changeElsewhere([], new Set(['a', 'b']));
      await until(() => page.all('list-rows').length > 0);
      const { rows, removed } = page.last('list-rows');
      assert.deepEqual([ids(rows), removed], [['a'], ['b']]);
    });

    it('goes on after a change that could not be read, which is logged', async () => {
      await load();
      const conversation = window.history.conversation.bind(window.history);
      window.history.conversation = () => Promise.reject(gone);
      window.history.changeElsewhere([], new Set(['a']));
      await until(() => window.logger.lines.some((line) => line.includes('Could not read a change to the chat list')));
      window.history.conversation = conversation;
      window.history.changeElsewhere([], new Set(['b']));
      await until(() => page.all('list-rows').length > 0);
    });
  });
});
