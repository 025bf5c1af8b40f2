import assert from 'node:assert/strict';
import { LocalUserPreferences } from '../../../../../src/profile/localUserPreferences.js';
import type { StoredSelection } from '../../../../../src/storage/api/chatHistory.js';
import { until } from '../../../storage/support/until.js';
import { ChatWindow } from '../support/chatWindow.js';

const asking = (endpoint: string, model: string): StoredSelection => ({
  ref: { endpoint, model },
  parameters: { temperature: 0.5 },
});

describe('whom a new chat asks', () => {
  const windows: ChatWindow[] = [];

  /** The window after a reload: what was used last in it is in its own store, the rest where all is stored. */
  function reloaded(before?: ChatWindow): ChatWindow {
    const window = new ChatWindow(before);
    if (before?.lastUsed.selection) window.lastUsed.select(before.lastUsed.selection);
    windows.push(window);
    return window;
  }

  afterEach(async () => {
    for (const window of windows.splice(0)) await window.dispose();
  });

  const open = async (window: ChatWindow, place: string) => {
    const opened = window.open(place);
    await opened.page.ask({ type: 'view-ready', anchorId: null }, 'snapshot');
    return opened.view;
  };

  it('is the same after a reload, in each view, with its parameters', async () => {
    const before = reloaded();
    const [panel, sideBar] = [await open(before, 'panel:here'), await open(before, 'sideBar:here')];
    panel.session.select(asking('mistral', 'm-2'));
    sideBar.session.select(asking('google', 'g-1'));
    await until(async () => (await before.lastShown.at('sideBar:here'))?.selection?.ref.model === 'g-1');
    const after = reloaded(before);
    assert.equal(after.lastUsed.selection?.ref.model, 'g-1');
    assert.deepEqual((await open(after, 'panel:here')).session.selection, asking('mistral', 'm-2'));
    assert.deepEqual((await open(after, 'sideBar:here')).session.selection, asking('google', 'g-1'));
  });

  it('is what the settings say, where nobody was chosen, whatever was chosen in another view', async () => {
    const before = reloaded();
    await open(before, 'panel:here');
    (await open(before, 'sideBar:here')).session.select(asking('google', 'g-1'));
    await until(async () => (await before.lastShown.at('sideBar:here'))?.selection?.ref.model === 'g-1');
    const after = reloaded(before);
    assert.equal((await open(after, 'panel:here')).session.selection, null);
  });

  it('is what was used last, where an earlier version has stored it or what is stored is none', async () => {
    const window = reloaded();
    window.lastUsed.select(asking('mistral', 'm-2'));
    const preferences = new LocalUserPreferences(window.users, 'ada', window.logger);
    for (const [place, selection] of [
      ['panel:a', undefined],
      ['panel:b', { ref: 1 }],
    ] as const) {
      await preferences.setValue(`shown:${place}`, { newId: `new-${place}`, selection });
      const { session } = await open(window, place);
      assert.equal(session.id, `new-${place}`);
      assert.deepEqual(session.selection, asking('mistral', 'm-2'));
    }
  });

  it('is kept with the chat once something is said in it, and no more with the view', async () => {
    const window = reloaded();
    const { session } = await open(window, 'panel:here');
    session.select(asking('openai', 'm-1'));
    session.send('Hi');
    await until(async () => (await window.lastShown.at('panel:here'))?.isNew === false);
    assert.deepEqual(session.conversation?.selection, asking('openai', 'm-1'));
    assert.deepEqual(await window.lastShown.at('panel:here'), { id: session.id, isNew: false });
  });
});
