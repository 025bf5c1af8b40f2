import assert from 'node:assert/strict';
import { message } from '../support/openDatabase.js';
import { closeStorage, openStorage, putMessage, withFolder } from '../support/openStorage.js';

describe('a search', function () {
  this.timeout(180_000);

  it('that nobody waits for any more is stopped, and others are answered', () =>
    withFolder(async (folder) => {
      const opened = openStorage(folder);
      const { history } = opened.storage;
      const ids = Array.from({ length: 2_000 }, (_, index) => `m${index}`);
      await history.append(
        [
          { type: 'conversation.set', id: 'conversation', fields: { title: 't', createdAt: 1 } },
          ...ids.map((id, index) =>
            putMessage({ ...message(id, `${'word '.repeat(200)}&& ${id}`), createdAt: index * 60_000 }),
          ),
        ],
        'synced',
      );
      const stop = new AbortController();
      const request = { text: '&& nowhere', exact: true, limit: 50 };
      const stopped = history.search(request, stop.signal);
      stop.abort();
      await assert.rejects(stopped, { name: 'AbortError' });
      await assert.rejects(history.search(request, stop.signal), { name: 'AbortError' });
      const found = await history.search({ ...request, text: '&& m1234' }, new AbortController().signal);
      assert.ok(found.hits.some(({ messageId }) => messageId === 'm1234'));
      await closeStorage(opened);
      await assert.rejects(history.search(request, new AbortController().signal), /closed/);
    }));
});
