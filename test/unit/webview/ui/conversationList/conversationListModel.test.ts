import assert from 'node:assert/strict';
import type { ConversationRowView, ListViewMessage } from '../../../../../src/webview/protocol/conversationList.js';
import { ConversationListModel } from '../../../../../src/webview/ui/conversationList/conversationListModel.js';

function row(id: string, fields: Partial<ConversationRowView> = {}): ConversationRowView {
  return {
    id,
    title: id,
    updatedAt: 0,
    workspace: '',
    pinned: false,
    archived: false,
    tags: [],
    deletedAt: null,
    ...fields,
  };
}

describe('the history in the view', () => {
  let posted: ListViewMessage[];
  let history: ConversationListModel;

  beforeEach(() => {
    posted = [];
    history = new ConversationListModel((message) => posted.push(message));
  });
  afterEach(() => history.deletion.dismiss());

  const loads = () => posted.filter((message) => message.type === 'list-load');
  const ids = (): string[] => history.list.entries.value.map(({ id }) => id);
  const page = (
    rows: readonly ConversationRowView[],
    next: ConversationRowView | null = null,
    request = loads().at(-1)!.request,
  ): void =>
    history.receive({
      type: 'list-page',
      request,
      rows,
      next: next && { pinned: next.pinned, updatedAt: next.updatedAt, id: next.id },
      hasWorkspace: true,
      problem: '',
    });
  const filled = (...rows: ConversationRowView[]): void => {
    history.list.open();
    page(rows);
  };

  it('asks once, however often the list is opened', () => {
    history.list.open();
    history.list.open();
    page([row('a')]);
    history.list.open();
    assert.deepEqual(posted, [{ type: 'list-load', request: 1, scope: 'all', after: null, limit: 200 }]);
  });

  it('ignores the answer for a list that is no longer shown', () => {
    history.list.open();
    history.list.show('archived');
    page([row('a')], null, 1);
    assert.deepEqual(ids(), []);
    page([row('b', { archived: true })]);
    assert.deepEqual(ids(), ['b']);
  });

  it('puts a row that moves where the host would, and leaves those beyond the last page to their page', () => {
    const rows = [row('p', { pinned: true }), row('a', { updatedAt: 9 }), row('b', { updatedAt: 5 })];
    history.list.open();
    page(rows, rows[2]);
    history.receive({
      type: 'list-rows',
      rows: [row('b', { updatedAt: 10 }), row('far', { updatedAt: 1 }), row('between', { updatedAt: 7 })],
      removed: ['p', 'unknown'],
    });
    assert.deepEqual(ids(), ['b', 'a', 'between']);
    history.list.loadMore();
    page([row('far', { updatedAt: 1 })]);
    assert.deepEqual(ids(), ['b', 'a', 'between', 'far']);
  });

  it('keeps the order of rows that changed at the same moment, by their ids as the host does', () => {
    filled(row('c', { updatedAt: 5 }), row('a', { updatedAt: 5 }));
    history.receive({ type: 'list-rows', rows: [row('b', { updatedAt: 5 })], removed: [] });
    assert.deepEqual(ids(), ['c', 'b', 'a']);
  });

  it('notifies nobody of a row that is the same as before', () => {
    filled(row('a', { tags: ['x'] }));
    const before = history.list.entry('a')!.row.value;
    history.receive({ type: 'list-rows', rows: [row('a', { tags: ['x'] })], removed: [] });
    assert.equal(history.list.entry('a')!.row.value, before);
  });

  it('asks for everything that is there when it is stale, and again when it became stale meanwhile', () => {
    filled(...Array.from({ length: 350 }, (_, index) => row(`c${index}`, { updatedAt: -index })));
    history.receive({ type: 'list-stale' });
    history.receive({ type: 'list-stale' });
    assert.deepEqual(
      loads().map(({ limit }) => limit),
      [200, 350],
    );
    page([row('a')]);
    assert.equal(loads().length, 3);
  });

  it('shows changes at once: titles and pins in place, what is archived no more', () => {
    filled(row('a', { updatedAt: 3 }), row('b', { updatedAt: 2 }), row('c', { updatedAt: 1 }));
    history.rename('a', '  New ');
    history.rename('b', '   ');
    history.rename('c', 'c');
    history.setPinned(['b', 'c'], true);
    history.setArchived(['a'], true);
    assert.deepEqual(ids(), ['b', 'c']);
    assert.deepEqual(posted.slice(1), [
      { type: 'list-rename', id: 'a', title: '  New ', replaces: 'a' },
      { type: 'list-pin', ids: ['b', 'c'], pinned: true },
      { type: 'list-archive', ids: ['a'], archived: true },
    ]);
  });

  it('brings back what was deleted last, where it was', () => {
    filled(row('a', { updatedAt: 3 }), row('b', { updatedAt: 2 }), row('c', { updatedAt: 1 }));
    history.delete(['b']);
    history.delete(['a', 'c']);
    assert.deepEqual(ids(), []);
    assert.deepEqual(
      history.deletion.offered.value.map(({ id }) => id),
      ['a', 'c'],
    );
    assert.equal(history.undo(), 2);
    assert.deepEqual(ids(), ['a', 'c']);
    assert.deepEqual(history.deletion.offered.value, []);
    assert.equal(history.undo(), 1);
    assert.equal(history.undo(), 0);
    assert.deepEqual(ids(), ['a', 'b', 'c']);
  });

  it('offers nothing when the host says that nothing was deleted', () => {
    filled(row('a'), row('b'));
    history.delete(['a', 'b']);
    history.receive({ type: 'list-rows', rows: [row('a')], removed: [] });
    assert.deepEqual(
      history.deletion.offered.value.map(({ id }) => id),
      ['b'],
    );
    history.receive({ type: 'list-rows', rows: [row('b')], removed: [] });
    assert.deepEqual(history.deletion.offered.value, []);
    assert.equal(history.undo(), 0);
  });

  it('chooses everything, as far as there is more, and forgets those that go', () => {
    const [a, b, c] = [row('a', { updatedAt: 3 }), row('b', { updatedAt: 2 }), row('c', { updatedAt: 1 })];
    history.list.open();
    page([a], a);
    history.selectAll();
    page([b], b);
    page([c]);
    assert.deepEqual([...history.selection.ids.value], ['a', 'b', 'c']);
    assert.deepEqual(
      loads().map(({ limit }) => limit),
      [200, 10_000, 10_000],
    );
    history.receive({ type: 'list-rows', rows: [], removed: ['b'] });
    assert.deepEqual([...history.selection.ids.value], ['a', 'c']);
    assert.equal(history.marks.of('a').value.isSelected, true);
    history.selection.end();
    assert.equal(history.marks.of('a').value.isSelected, false);
  });

  it('stops choosing when that was ended before the rest came', () => {
    const a = row('a');
    history.list.open();
    page([a], a);
    history.selectAll();
    history.selection.end();
    page([row('b', { updatedAt: -1 })]);
    assert.deepEqual([...history.selection.ids.value], []);
  });

  it('never names more conversations at a time than the host takes', () => {
    const many = Array.from({ length: 10_001 }, (_, index) => `c${index}`);
    filled();
    history.setPinned(many, true);
    assert.deepEqual(
      posted.slice(1).map((message) => (message.type === 'list-pin' ? message.ids.length : 0)),
      [10_000, 1],
    );
  });

  it('knows the marks of few more rows than the list has, and those of a row that comes back', () => {
    const render = (): void => ids().forEach((id) => void history.marks.of(id));
    filled(row('stays'));
    for (let index = 0; index < 1_000; index++) {
      history.receive({ type: 'list-rows', rows: [row(`c${index}`)], removed: [`c${index - 1}`] });
      render();
    }
    assert.ok(history.marks.size <= 2 * ids().length, `${history.marks.size}`);
    history.mark('isCurrent', 'c7');
    history.receive({ type: 'list-rows', rows: [row('c7')], removed: ['c999'] });
    render();
    assert.equal(history.marks.of('c7').value.isCurrent, true);
    assert.ok(history.marks.size <= 2 * ids().length, `${history.marks.size}`);
  });

  it('marks one row at a time, the rows that are made later included', () => {
    history.mark('isActive', 'a');
    assert.equal(history.marks.of('a').value.isActive, true);
    history.mark('isActive', 'b');
    assert.deepEqual([history.marks.of('a').value.isActive, history.marks.of('b').value.isActive], [false, true]);
    history.mark('isActive', undefined);
    assert.equal(history.marks.marked('isActive'), undefined);
  });
});
