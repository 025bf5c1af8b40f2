import assert from 'node:assert/strict';
import type { ConversationRowView } from '../../src/webview/protocol/conversationList.js';
import { ViewBrowser } from './support/browser.js';
import { announcer, type ChatPage } from './support/chatPage.js';
import { answerLoad, openHistory, row, sampleRows } from './support/conversationSamples.js';
import { chatState, strings } from './support/samples.js';
import { showcase } from './support/showcase.js';

describe('The list of conversations', function () {
  this.timeout(60_000);
  let browser: ViewBrowser;

  before(async () => {
    browser = await ViewBrowser.start();
  });
  afterEach(async () => assert.deepEqual(await browser.closePages(), []));
  after(() => browser.stop());

  async function open(
    rows: readonly ConversationRowView[] = sampleRows,
    options: Parameters<ViewBrowser['open']>[0] = {},
  ): Promise<ChatPage> {
    const chat = await browser.open(options);
    await chat.receive({ type: 'snapshot', state: showcase });
    await openHistory(chat, rows);
    return chat;
  }

  const rowOf = (chat: ChatPage, id: string) => chat.page.locator(`[data-row="${id}"]`);
  const titles = (chat: ChatPage): Promise<string[]> => chat.page.locator('.conversation-title').allTextContents();
  /** Once what the last key or click changed is on the screen. */
  const focused = async (chat: ChatPage): Promise<string> => {
    await chat.settle();
    return chat.page.evaluate(
      'document.activeElement.dataset.row ?? document.activeElement.getAttribute("aria-label") ?? document.activeElement.tagName',
    );
  };
  const announced = async (chat: ChatPage): Promise<string> => {
    await chat.settle();
    return chat.page.locator(announcer).innerText();
  };

  it('stands under headings of dates, pinned ones first', async () => {
    const chat = await open();
    const groups = await chat.page.getByRole('navigation').getByRole('heading', { level: 3 }).allInnerTexts();
    assert.deepEqual(groups.slice(0, 5), ['Pinned', 'Today', 'Yesterday', 'Previous 7 days', 'Previous 30 days']);
    const today = chat.page.getByRole('region', { name: 'Today' });
    assert.deepEqual(await today.locator('.conversation-title').allInnerTexts(), [
      'Debouncing a search box',
      'Why is my Postgres index not used?',
    ]);
    assert.match(await rowOf(chat, 'conversation-2').innerText(), /ledger[^]*sql/u);
    assert.equal(await rowOf(chat, 'conversation-1').getAttribute('aria-current'), 'true');
  });

  it('shows as many tags of a chat as fit into a row', async () => {
    const chat = await open([row('a', { tags: Array.from({ length: 50 }, (_, index) => `tag ${index}`) })]);
    assert.equal(await rowOf(chat, 'a').locator('.conversation-tag').count(), 10);
  });

  it('says so when there is nothing, in each of its scopes', async () => {
    const chat = await open([]);
    const note = chat.page.locator('.list-note');
    assert.equal(await note.innerText(), strings.conversationsEmpty);
    const scope = chat.page.getByRole('combobox', { name: strings.listScope });
    for (const [value, text] of [
      ['workspace', strings.conversationsWorkspaceEmpty],
      ['archived', strings.conversationsArchivedEmpty],
      ['deleted', strings.conversationsDeletedEmpty],
    ] as const) {
      await scope.selectOption(value);
      await answerLoad(chat, []);
      assert.equal(await note.innerText(), text);
    }
    assert.deepEqual(
      (await chat.posted('list-load')).map((message) => message.scope),
      ['all', 'workspace', 'archived', 'deleted'],
    );
  });

  it('offers no workspace of its own where the window shows none', async () => {
    const chat = await browser.open();
    await chat.receive({ type: 'snapshot', state: chatState() });
    await openHistory(chat, sampleRows, { hasWorkspace: false });
    assert.deepEqual(await chat.page.locator('.scope option').allInnerTexts(), [
      strings.listScopeAll,
      strings.listScopeArchived,
      strings.listScopeDeleted,
    ]);
  });

  it('says why it cannot be read, and tries again when asked', async () => {
    const chat = await browser.open();
    await chat.receive({ type: 'snapshot', state: chatState() });
    await openHistory(chat, [], { problem: 'The folder is gone.' });
    const alert = chat.page.getByRole('alert');
    assert.match(await alert.innerText(), /could not be loaded\. The folder is gone\./u);
    await alert.getByRole('button', { name: strings.tryAgain }).click();
    await chat.waitUntil('posted.filter(({ type }) => type === "list-load").length === 2');
    await answerLoad(chat, sampleRows);
    assert.equal(await alert.count(), 0);
    assert.equal((await titles(chat)).length, sampleRows.length);
  });

  it('loads the next page when its end draws near, and shows nothing twice', async () => {
    const many = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) =>
        row(`c${from + index}`, { updatedAt: Date.now() - (from + index) * 3_600_000 }),
      );
    const chat = await browser.open();
    await chat.receive({ type: 'snapshot', state: chatState() });
    const [first, second] = [many(0, 200), many(200, 200)];
    const next = { pinned: false, updatedAt: first.at(-1)!.updatedAt, id: 'c199' };
    await openHistory(chat, first, { next });
    assert.equal((await chat.posted('list-load')).length, 1, 'not before the end is near');
    await chat.page.evaluate('document.querySelector(".list-pane .list-body").scrollTop = 1e6');
    await chat.waitUntil('posted.filter(({ type }) => type === "list-load").length === 2');
    assert.deepEqual((await chat.posted('list-load'))[1]?.after, next);
    await answerLoad(chat, [first.at(-1)!, ...second]);
    assert.deepEqual(
      await titles(chat),
      [...first, ...second].map(({ id }) => id),
    );
    assert.equal(await chat.page.locator('.list-more').count(), 0);
  });

  it('changes one row when one conversation changes, and moves it when its time does', async () => {
    const chat = await open();
    await chat.page.evaluate('for (const row of document.querySelectorAll(".conversation")) row.seen = true');
    await chat.receive({
      type: 'list-rows',
      rows: [{ ...sampleRows[3]!, title: 'Renamed elsewhere' }],
      removed: ['conversation-7'],
    });
    assert.equal(await rowOf(chat, 'conversation-3').locator('.conversation-title').innerText(), 'Renamed elsewhere');
    assert.equal(await rowOf(chat, 'conversation-7').count(), 0);
    assert.equal(
      await chat.page.evaluate('[...document.querySelectorAll(".conversation")].every(({ seen }) => seen)'),
      true,
      'no row was made anew',
    );
    await chat.receive({
      type: 'list-rows',
      rows: [
        row('new', { title: 'Brand new', updatedAt: Date.now() }),
        { ...sampleRows[3]!, updatedAt: Date.now() - 30_000 },
      ],
      removed: [],
    });
    assert.deepEqual((await titles(chat)).slice(0, 4), [
      'House style for error messages',
      'Brand new',
      'Naming things',
      'Debouncing a search box',
    ]);
  });

  it('loads anew what is there when much has changed at once', async () => {
    const chat = await open();
    await chat.receive({ type: 'list-stale' });
    await chat.waitUntil('posted.filter(({ type }) => type === "list-load").length === 2');
    assert.equal((await titles(chat)).length, sampleRows.length, 'what is there stays until the answer comes');
    await answerLoad(chat, sampleRows.slice(0, 2));
    assert.equal((await titles(chat)).length, 2);
  });

  it('goes from the search box through the rows by arrow keys, ends and letters, and back', async () => {
    const chat = await open();
    assert.equal(await focused(chat), strings.search);
    const press = async (key: string): Promise<string> => {
      await chat.page.keyboard.press(key);
      return focused(chat);
    };
    assert.equal(await press('ArrowDown'), 'conversation-1', 'the one on screen');
    assert.equal(await press('ArrowDown'), 'conversation-2');
    assert.equal(await press('End'), 'conversation-10');
    assert.equal(await press('ArrowDown'), 'conversation-10');
    assert.equal(await press('Home'), 'conversation-6');
    assert.equal(await press('r'), 'conversation-7');
    assert.equal(await press('ArrowUp'), 'conversation-3');
    assert.equal(await press('Tab'), `${strings.listPin}: Naming things`, 'then its own actions');
    assert.equal(await press('Shift+Tab'), 'conversation-3');
    await press('Home');
    assert.equal(await press('ArrowUp'), strings.search);
    assert.equal(await press('Escape'), strings.conversationsShow);
    assert.equal(await chat.page.getByRole('navigation').count(), 0);
  });

  it('renames in place, by key or double click; Escape leaves the title', async () => {
    const chat = await open();
    await rowOf(chat, 'conversation-3').press('F2');
    const field = chat.page.getByRole('textbox', { name: strings.listTitle });
    assert.equal(await field.inputValue(), 'Naming things');
    await field.fill('Naming *all* things');
    await field.press('Enter');
    assert.deepEqual(await chat.posted('list-rename'), [
      { type: 'list-rename', id: 'conversation-3', title: 'Naming *all* things', replaces: 'Naming things' },
    ]);
    assert.equal(await rowOf(chat, 'conversation-3').locator('.conversation-title').innerText(), 'Naming *all* things');
    assert.equal(await focused(chat), 'conversation-3');
    await rowOf(chat, 'conversation-7').dblclick();
    await field.fill('No');
    await field.press('Escape');
    assert.equal((await chat.posted('list-rename')).length, 1);
    assert.equal(await focused(chat), 'conversation-7');
    assert.equal(await chat.page.getByRole('navigation').count(), 1, 'Escape closed the field and nothing else');
  });

  it('keeps what is being typed as a title when its row moves', async () => {
    const chat = await open();
    await rowOf(chat, 'conversation-7').press('F2');
    const field = chat.page.getByRole('textbox', { name: strings.listTitle });
    await field.fill('My new');
    const row = sampleRows.find(({ id }) => id === 'conversation-7')!;
    await chat.receive({ type: 'list-rows', rows: [{ ...row, updatedAt: Date.now() }], removed: [] });
    assert.equal(await field.inputValue(), 'My new');
    await chat.page.keyboard.type(' title\n');
    assert.equal((await chat.posted('list-rename'))[0]?.title, 'My new title');
  });

  it('takes a change back when the host says that it failed', async () => {
    const chat = await open();
    await rowOf(chat, 'conversation-3').press('F2');
    await chat.page.keyboard.type('New');
    await chat.page.keyboard.press('Enter');
    await rowOf(chat, 'conversation-7').press('Delete');
    await chat.settle();
    assert.equal(await rowOf(chat, 'conversation-7').count(), 0);
    assert.equal(await chat.page.locator('.undo-bar').count(), 1);
    await chat.receive({ type: 'list-rows', rows: [sampleRows[3]!, sampleRows[4]!], removed: [] });
    assert.equal(await rowOf(chat, 'conversation-3').locator('.conversation-title').innerText(), 'Naming things');
    assert.equal(await rowOf(chat, 'conversation-7').count(), 1);
    assert.equal(await chat.page.locator('.undo-bar').count(), 0, 'nothing was deleted that could be brought back');
  });

  it('pins a row, which keeps the focus on its way up', async () => {
    const chat = await open();
    await rowOf(chat, 'conversation-3').focus();
    await chat.page.getByRole('button', { name: `${strings.listPin}: Naming things` }).click();
    assert.deepEqual(await chat.posted('list-pin'), [{ type: 'list-pin', ids: ['conversation-3'], pinned: true }]);
    assert.deepEqual(
      await chat.page.getByRole('region', { name: 'Pinned' }).locator('.conversation-title').allInnerTexts(),
      ['Naming things', 'House style for error messages'],
    );
    assert.equal(await focused(chat), 'conversation-3');
  });

  it('deletes without asking, goes on to the neighbour, and offers to undo', async () => {
    const chat = await open();
    await rowOf(chat, 'conversation-3').press('Delete');
    assert.deepEqual(await chat.posted('list-delete'), [{ type: 'list-delete', ids: ['conversation-3'] }]);
    assert.equal(await focused(chat), 'conversation-7');
    assert.equal(await announced(chat), 'Deleted: Naming things');
    await chat.page.getByRole('button', { name: strings.listUndo }).click();
    assert.deepEqual(await chat.posted('list-undo-delete'), [{ type: 'list-undo-delete', ids: ['conversation-3'] }]);
    assert.equal(await focused(chat), 'conversation-3', 'it is there again, with the focus');
    assert.equal(await announced(chat), strings.listBroughtBack);
    assert.equal(await chat.page.locator('.undo-bar').count(), 0);
  });

  it('undoes one deletion after the other by the key everybody knows', async () => {
    const chat = await open();
    await rowOf(chat, 'conversation-3').press('Delete');
    await chat.settle();
    await chat.page.keyboard.press('Delete');
    await chat.page.keyboard.press('Control+z');
    await chat.settle();
    await chat.page.keyboard.press('Control+z');
    await chat.settle();
    assert.deepEqual(
      (await chat.posted('list-undo-delete')).map(({ ids }) => ids[0]),
      ['conversation-7', 'conversation-3'],
    );
    assert.equal((await titles(chat)).length, sampleRows.length);
  });

  it('goes to the search box when the last row is gone', async () => {
    const chat = await open([sampleRows[3]!]);
    await rowOf(chat, 'conversation-3').press('Delete');
    assert.equal(await focused(chat), strings.search);
  });

  it('brings back what was deleted from the list of deleted ones', async () => {
    const chat = await open();
    await chat.page.getByRole('combobox', { name: strings.listScope }).selectOption('deleted');
    await answerLoad(chat, [row('gone', { title: 'Gone', deletedAt: Date.now() - 120_000 })]);
    assert.match(await rowOf(chat, 'gone').innerText(), /2 minutes ago/u);
    await rowOf(chat, 'gone').press('Enter');
    await chat.page.getByRole('menu').waitFor();
    assert.deepEqual(await chat.page.getByRole('menuitem').allInnerTexts(), [strings.listRestore]);
    await chat.page.keyboard.press('Enter');
    await chat.settle();
    assert.deepEqual(await chat.posted('list-undo-delete'), [{ type: 'list-undo-delete', ids: ['gone'] }]);
    assert.equal(await rowOf(chat, 'gone').count(), 0);
  });

  it('has a menu for each row, worked like every menu', async () => {
    const chat = await open();
    await rowOf(chat, 'conversation-3').press('Shift+F10');
    const items = chat.page.getByRole('menuitem');
    assert.equal(await chat.page.getByRole('menu', { name: 'Naming things' }).count(), 1);
    await items.first().waitFor();
    assert.deepEqual(await items.locator('span').allInnerTexts(), [
      'Rename',
      'Pin',
      'Edit Tags…',
      'Archive',
      'Export…',
      'Select',
      'Delete',
    ]);
    assert.equal(await chat.hasFocus(items.nth(0)), true);
    await chat.page.keyboard.press('ArrowUp');
    assert.equal(await chat.hasFocus(items.nth(6)), true);
    await chat.page.keyboard.press('e');
    assert.equal(await chat.hasFocus(items.nth(2)), true);
    await chat.page.keyboard.press('Escape');
    assert.equal(await focused(chat), 'conversation-3');
    assert.equal(await items.count(), 0);
    await rowOf(chat, 'conversation-7').click({ button: 'right' });
    await items.filter({ hasText: 'Archive' }).click();
    await chat.settle();
    assert.deepEqual(await chat.posted('list-archive'), [
      { type: 'list-archive', ids: ['conversation-7'], archived: true },
    ]);
    assert.equal(await rowOf(chat, 'conversation-7').count(), 0);
    await rowOf(chat, 'conversation-3').hover();
    await chat.page.getByRole('button', { name: `${strings.listActions}: Naming things` }).click();
    await items.filter({ hasText: 'Export' }).click();
    assert.deepEqual(await chat.posted('list-export'), [{ type: 'list-export', ids: ['conversation-3'] }]);
    await rowOf(chat, 'conversation-3').press('ContextMenu');
    await items.filter({ hasText: 'Edit Tags' }).click();
    assert.deepEqual(await chat.posted('list-edit-tags'), [{ type: 'list-edit-tags', ids: ['conversation-3'] }]);
    await rowOf(chat, 'conversation-3').press('ContextMenu');
    await chat.page.mouse.click(700, 300);
    await chat.settle();
    assert.equal(await items.count(), 0, 'a click elsewhere closes it');
  });

  it('keeps the menu within a narrow page', async () => {
    const chat = await open(sampleRows, { width: 300, height: 420 });
    await rowOf(chat, 'conversation-10').press('Shift+F10');
    await chat.settle();
    const box = (await chat.page.getByRole('menu').boundingBox())!;
    assert.ok(box.x >= 0 && box.x + box.width <= 300 && box.y >= 0 && box.y + box.height <= 420, JSON.stringify(box));
  });

  it('chooses several by click, range and key, and does the same with all of them', async () => {
    const chat = await open();
    await rowOf(chat, 'conversation-1').click({ modifiers: ['ControlOrMeta'] });
    await rowOf(chat, 'conversation-3').click({ modifiers: ['Shift'] });
    const bar = chat.page.getByRole('toolbar');
    await chat.settle();
    assert.match(await bar.innerText(), /3 selected/u);
    assert.equal(await chat.page.getByRole('navigation').getByRole('checkbox', { checked: true }).count(), 3);
    await rowOf(chat, 'conversation-2').press('Space');
    await rowOf(chat, 'conversation-3').press('Shift+ArrowDown');
    await chat.settle();
    assert.match(await bar.innerText(), /3 selected/u);
    const chosen = ['conversation-1', 'conversation-3', 'conversation-7'];
    await bar.getByRole('button', { name: strings.listPin }).click();
    await bar.getByRole('button', { name: strings.listEditTags }).click();
    await bar.getByRole('button', { name: strings.listExport }).click();
    for (const type of ['list-pin', 'list-edit-tags', 'list-export'] as const)
      assert.deepEqual((await chat.posted(type))[0]?.ids, chosen);
    await bar.getByRole('button', { name: strings.listUnpin }).click();
    await bar.getByRole('button', { name: strings.listDelete }).click();
    assert.deepEqual((await chat.posted('list-delete'))[0]?.ids, chosen);
    assert.match(await chat.page.locator('.undo-bar').innerText(), /Deleted 3 chats/u);
    await chat.page.getByRole('button', { name: strings.listUndo }).click();
    assert.deepEqual((await chat.posted('list-undo-delete'))[0]?.ids, chosen);
    assert.equal((await titles(chat)).length, sampleRows.length);
    assert.equal((await chat.posted('open-conversation')).length, 0, 'choosing opened nothing');
  });

  it('chooses all, also those that are not loaded yet, and ends with Escape', async () => {
    const chat = await browser.open();
    await chat.receive({ type: 'snapshot', state: chatState() });
    await openHistory(chat, sampleRows.slice(0, 4), {
      next: { pinned: false, updatedAt: sampleRows[3]!.updatedAt, id: 'conversation-3' },
    });
    await answerLoad(chat, sampleRows.slice(4, 6), {
      next: { pinned: false, updatedAt: sampleRows[5]!.updatedAt, id: 'conversation-4' },
    });
    await rowOf(chat, 'conversation-1').press('Control+a');
    await answerLoad(chat, sampleRows.slice(6));
    assert.equal(await chat.page.getByRole('checkbox', { checked: true }).count(), sampleRows.length);
    await chat.page.keyboard.press('Escape');
    assert.equal(await chat.page.getByRole('checkbox').count(), 0);
    assert.equal(await focused(chat), 'conversation-1');
  });

  it('shows imported titles and tags as text', async () => {
    const hostile = '<img src=x onerror=alert(1)>\u202e';
    const chat = await open([row('c', { title: hostile, tags: [hostile], workspace: hostile })]);
    assert.equal(await chat.page.locator('.conversation-title').innerText(), hostile);
    assert.equal(await chat.page.locator('.conversation img').count(), 0);
    assert.deepEqual(await chat.violations(), []);
  });
});
