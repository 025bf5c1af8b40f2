import assert from 'node:assert/strict';
import { ActiveSelection } from '../../../src/models/activeSelection.js';
import { lastUsedInMemory } from '../../support/lastUsedInMemory.js';
import { FakeTarget } from '../../support/selectionTarget.js';

const asking = (endpoint: string) => ({ ref: { endpoint, model: 'm' }, parameters: {} });

describe('whom the chats on screen ask', () => {
  it('is what a new chat would ask while there is none', () => {
    const lastUsed = lastUsedInMemory(asking('google'));
    const active = new ActiveSelection(lastUsed, assert.ifError);
    assert.equal(active.selection?.ref.endpoint, 'google');
    let notified = 0;
    active.onChanged(() => (notified += 1));
    active.target.select(asking('mistral'));
    assert.equal(notified, 1, 'the status bar shows it');
    assert.equal(lastUsed.selection?.ref.endpoint, 'mistral');
  });

  it('is that of the chat in use, and those of all others beside it', () => {
    const active = new ActiveSelection(lastUsedInMemory(), assert.ifError);
    const [panel, sideBar] = [new FakeTarget(asking('google')), new FakeTarget()];
    let notified = 0;
    active.onChanged(() => (notified += 1));
    active.follow([panel, sideBar]);
    assert.equal(active.target, panel);
    assert.deepEqual(active.all, [panel.selection, null]);
    assert.equal(notified, 1);
    active.follow([panel, sideBar]);
    assert.equal(notified, 1, 'nothing has changed');
    active.follow([sideBar, panel]);
    assert.equal(active.selection, null);
    assert.equal(notified, 2);
    sideBar.select(asking('openai'));
    active.follow([sideBar, panel]);
    assert.equal(notified, 3);
    active.follow([]);
    assert.deepEqual(active.all, [null]);
    assert.equal(notified, 4);
  });
});
