import assert from 'node:assert/strict';
import path from 'node:path';
import fc from 'fast-check';
import { backedUp, restore } from '../../../../unit/storage/support/backedUp.js';
import { rowsOf } from '../../../../unit/storage/support/historyRows.js';
import { MaintenanceWindow } from '../../../../unit/storage/support/maintenanceWindow.js';
import { closeDatabases, directory } from '../../../../unit/storage/support/openDatabase.js';

describe('restoring a backup', () => {
  it('of everything into an empty history gives the same rows but for when they were written', () => {
    const event = fc.oneof(
      fc.record({
        type: fc.constant('conversation.set'),
        id: fc.constantFrom('a', 'b'),
        fields: fc.record(
          { title: fc.string(), archived: fc.boolean(), tags: fc.uniqueArray(fc.string()) },
          { requiredKeys: [] },
        ),
      }),
      fc.record({
        type: fc.constant('message.put'),
        message: fc.record(
          {
            id: fc.constantFrom('1', '2'),
            conversationId: fc.constantFrom('a', 'b'),
            parentId: fc.constant(null),
            role: fc.constant('user'),
            parts: fc.array(fc.record({ type: fc.constant('text'), text: fc.string({ unit: 'binary' }) })),
            createdAt: fc.nat(9),
            status: fc.constantFrom('complete', 'failed'),
            revision: fc.constantFrom(1, 2 ** 40 + 8),
          },
          { requiredKeys: ['id', 'conversationId', 'parentId', 'role', 'parts', 'createdAt', 'status'] },
        ),
      }),
      fc.record({
        type: fc.constant('job.put'),
        job: fc.record({
          id: fc.constantFrom('1', '2'),
          conversationId: fc.constantFrom('a', 'b'),
          kind: fc.constant('title'),
          createdAt: fc.nat(9),
        }),
      }),
    );
    const withoutStamps = (window: MaintenanceWindow): readonly string[] => {
      const { sql } = window.history.database.open();
      const conversations = sql
        .all('SELECT id FROM conversations ORDER BY id')
        .map(([id]) => window.history.database.query('conversation', [id]));
      const contents = sql.all(
        'SELECT conversation_id, id, body FROM messages UNION ALL SELECT conversation_id, id, body FROM jobs ORDER BY 1, 2, 3',
      );
      return [conversations, contents].map((part) => JSON.stringify(part));
    };
    fc.assert(
      fc
        .property(fc.array(event, { minLength: 1, maxLength: 12 }), (events) => {
          // Of a conversation that nobody has begun there is nothing to come back.
          const all = [
            ...['a', 'b'].map((id) => ({ type: 'conversation.set', id, fields: { createdAt: 5, updatedAt: 6 } })),
            ...events,
          ];
          const { files, window, backup } = backedUp((prepared) => prepared.append(...(all as never[])));
          const before = withoutStamps(window);
          for (const file of [...files.contents().keys()])
            if (path.dirname(file) === path.join(directory, 'history')) files.remove(file);
          const anew = new MaintenanceWindow(files);
          restore(anew, backup);
          assert.deepEqual(withoutStamps(anew), before);
          const rows = rowsOf(anew.history.database.open().sql);
          restore(anew, backup);
          assert.deepEqual(rowsOf(anew.history.database.open().sql), rows, 'once more changes nothing');
        })
        .afterEach(closeDatabases),
      { numRuns: 20 },
    );
  });
});
