import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Emitter } from '../../../../src/core/event.js';
import { ChatViews } from '../../../../src/webview/host/chatViews.js';
import { until } from '../../storage/support/until.js';
import { ChatPage } from './support/chatPage.js';
import { ChatWindow } from './support/chatWindow.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import type { FakeWebviewPanel } from '../../../support/vscodeStub/webviews.js';
import { LiveAnswer } from './support/liveAnswer.js';
import { thread } from './support/storedMessages.js';

/** A panel of the editor, or the side bar's view, that a test closes. */
class Place {
  readonly page = new ChatPage();
  revealed = 0;
  iconPath: unknown;
  title: string | undefined;
  readonly webview = this.page.webview;
  readonly #disposed = new Emitter<void>((error) => {
    throw error;
  });
  readonly onDidDispose = (listener: () => void) => this.#disposed.on(listener);

  visible = true;
  active = false;
  readonly #changed = new Emitter<void>((error) => {
    throw error;
  });
  readonly onDidChangeVisibility = (listener: () => void) => this.#changed.on(listener);

  /** Takes the page away, or makes a new one, which has yet to announce itself. */
  setVisible(visible: boolean): void {
    this.visible = visible;
    this.#changed.fire();
  }

  reveal(): void {
    this.revealed += 1;
  }

  close(): void {
    this.#disposed.fire();
  }
}

const asPanel = (place: Place) => place as unknown as vscode.WebviewPanel;
const asView = (place: Place) => place as unknown as vscode.WebviewView;

describe('the places where a chat is seen', () => {
  let window: ChatWindow;
  let views: ChatViews;
  let panels: Place[];

  beforeEach(() => {
    window = new ChatWindow();
    views = new ChatViews(vscode.Uri.parse('file:///extensions/scout'), window.dependencies);
    panels = [];
    vscodeStub.webviews.createPanel = () => {
      const place = new Place();
      panels.push(place);
      return place as unknown as FakeWebviewPanel;
    };
  });

  afterEach(async () => {
    await views.disconnect();
    await window.dispose();
  });

  const shown = async ({ page }: Place) =>
    (await page.ask({ type: 'view-ready', anchorId: null }, 'snapshot')).state.conversation?.id;

  it('has one panel, which is shown again, and made anew once it was closed', () => {
    const first = views.showPanel();
    assert.equal(views.showPanel(), first);
    assert.deepEqual([panels.length, panels[0]!.revealed, views.count], [1, 1, 1]);
    panels[0]!.close();
    assert.equal(views.count, 0);
    assert.notEqual(views.showPanel(), first);
    assert.deepEqual([panels.length, views.count], [2, 1]);
  });

  it('tells which chat it shows once it has found the one that was shown last', async () => {
    await window.store('c', {}, thread(2));
    const view = views.showPanel();
    await view.ask({ text: 'Draft', attachments: [], isSent: false });
    const { id } = await view.opened();
    assert.equal(id, view.chatId);
    panels[0]!.close();
    const again = views.showBeside();
    assert.equal((await again.opened()).id, id);
  });

  it('gives a view a page that may run scripts and load from its own folder only', () => {
    views.showPanel();
    const { webview, iconPath } = panels[0]!;
    assert.equal(webview.options.enableScripts, true);
    assert.deepEqual(webview.options.localResourceRoots?.map(String), ['file:///extensions/scout/dist/webview']);
    assert.match(webview.html, /^<!DOCTYPE html>/u);
    const { light, dark } = iconPath as { light: vscode.Uri; dark: vscode.Uri };
    assert.deepEqual([light, dark].map(String), [
      'file:///extensions/scout/media/scout-light.svg',
      'file:///extensions/scout/media/scout-dark.svg',
    ]);
  });

  it('takes over a restored panel, with the conversation that its view remembers', async () => {
    await window.store('c', {}, thread(2));
    const restored = new Place();
    views.restorePanel(asPanel(restored), { conversationId: 'c' });
    assert.equal(await shown(restored), 'c');
    views.showPanel();
    assert.deepEqual([panels.length, restored.revealed], [0, 1], 'it is the panel now');
  });

  it('shows a new chat when what the view remembers is not its own', async () => {
    const restored = new Place();
    views.restorePanel(asPanel(restored), { conversationId: { id: 'c' } });
    assert.equal(await shown(restored), undefined);
  });

  it('a panel that is closed late does not take the place of the one after it', () => {
    const first = new Place();
    const second = new Place();
    views.restorePanel(asPanel(first), null);
    views.restorePanel(asPanel(second), null);
    first.close();
    views.showPanel();
    assert.deepEqual([second.revealed, panels.length], [1, 0]);
  });

  it('keeps apart what the panel and the side bar show, over a reload', async () => {
    await window.store('c', {}, thread(2));
    await window.store('d', {}, thread(2, 'd'));
    const [panel, bar] = [new Place(), new Place()];
    views.restorePanel(asPanel(panel), null);
    views.fillSideBar(asView(bar), undefined);
    for (const [{ page }, id] of [
      [panel, 'c'],
      [bar, 'd'],
    ] as const) {
      await page.ask({ type: 'view-ready', anchorId: null }, 'snapshot');
      await page.ask({ type: 'open-conversation', id, messageId: null, words: [] }, 'snapshot');
    }
    await until(async () => (await window.lastShown.at('sideBar:file:///projects/alpha'))?.id === 'd');
    const reloaded = new ChatWindow(window);
    const viewsAfter = new ChatViews(vscode.Uri.parse('file:///extensions/scout'), reloaded.dependencies);
    const [panelAfter, barAfter] = [new Place(), new Place()];
    viewsAfter.restorePanel(asPanel(panelAfter), { conversationId: 'd' });
    viewsAfter.fillSideBar(asView(barAfter), undefined);
    assert.deepEqual([await shown(panelAfter), await shown(barAfter)], ['c', 'd'], 'what SCOUT keeps comes first');
    await viewsAfter.disconnect();
    await reloaded.dispose();
  });

  it('keeps nothing for a window without a folder, and goes by what the view remembers', async () => {
    const bare = new ChatWindow(window, null);
    await bare.store('c', {}, thread(2));
    const bareViews = new ChatViews(vscode.Uri.parse('file:///extensions/scout'), bare.dependencies);
    const panel = new Place();
    bareViews.restorePanel(asPanel(panel), { conversationId: 'c' });
    assert.equal(await shown(panel), 'c');
    await panel.page.ask({ type: 'new-chat' }, 'focus');
    assert.deepEqual(JSON.stringify(bare.users.events).match(/shown:/gu), null);
    await bareViews.disconnect();
    await bare.dispose();
  });

  it('takes the chat that was used last for the one in use, beside a panel that stays the active editor', async () => {
    const [panel, bar] = [new Place(), new Place()];
    views.restorePanel(asPanel(panel), null);
    views.fillSideBar(asView(bar), undefined);
    panel.active = true;
    for (const { page } of [panel, bar]) await page.ask({ type: 'view-ready', anchorId: null }, 'snapshot');
    const inUse = () => [views.sessionOf(undefined)?.id, window.shown[0]?.id];
    assert.deepEqual(inUse(), [panel.page.chatId, panel.page.chatId]);
    bar.page.say({ type: 'used' });
    assert.deepEqual(inUse(), [bar.page.chatId, bar.page.chatId]);
    panel.page.say({ type: 'used' });
    assert.deepEqual(inUse(), [panel.page.chatId, panel.page.chatId]);
    panel.active = false;
    panel.setVisible(false);
    assert.equal(inUse()[0], bar.page.chatId, 'what is not seen is not in use');
    bar.page.say({ type: 'used' });
    panel.setVisible(true);
    bar.close();
    assert.equal(inUse()[0], panel.page.chatId);
  });

  it('sends the views nothing any more once disconnected', () => {
    views.showPanel();
    const bar = new Place();
    views.fillSideBar(asView(bar), undefined);
    assert.equal(views.count, 2);
    void views.disconnect();
    window.provider.change({ model: 'm-2' });
    assert.deepEqual([panels[0]!.page.posted, bar.page.posted, views.count], [[], [], 2]);
  });

  it('counts none once disconnected', async () => {
    views.showPanel();
    await views.disconnect();
    assert.equal(views.count, 0);
  });

  it('has the title of the chat and the buttons for it in the head of the side bar’s view', async () => {
    await window.store('c', { title: 'Naming things' });
    const bar = new Place();
    views.fillSideBar(asView(bar), { conversationId: 'c' });
    await shown(bar);
    assert.equal(bar.title, 'Naming things');
    views.toggleInSideBar('list');
    views.toggleInSideBar('details');
    assert.deepEqual(
      bar.page.all('toggle').map(({ part }) => part),
      ['list', 'details'],
    );
    await views.newChatInSideBar();
    assert.equal(bar.title, 'New Chat');
    assert.deepEqual(vscodeStub.commands.executed.at(-1), ['scout.chatView.focus']);
    await bar.page.request({ type: 'open-conversation', id: 'c', messageId: null, words: [] });
    await until(() => bar.title === 'Naming things');
    bar.close();
    views.toggleInSideBar('list');
    assert.equal(bar.page.all('toggle').length, 2);
  });

  it('stops the answer where the chat is in use, and tells the editor whether there is one', async () => {
    const [panel, bar] = [new Place(), new Place()];
    views.restorePanel(asPanel(panel), null);
    views.fillSideBar(asView(bar), undefined);
    const context = (): unknown => vscodeStub.commands.executed.findLast(([id]) => id === 'setContext')?.slice(1);
    for (const { page } of [panel, bar]) {
      window.models.script = new LiveAnswer().script;
      await page.ask({ type: 'view-ready', anchorId: null }, 'snapshot');
      page.question('Hello?');
      await until(() => page.all('status').some(({ status }) => status.turn !== null));
    }
    assert.deepEqual(context(), ['scout.isAnswering', true]);
    const isAnswering = ({ page }: Place): boolean => page.last('status').status.turn !== null;
    panel.active = true;
    await views.stopAnswer();
    await until(() => !isAnswering(panel));
    assert.equal(isAnswering(bar), true);
    assert.deepEqual(context(), ['scout.isAnswering', true]);
    await views.stopAnswer();
    await until(() => !isAnswering(bar));
    assert.deepEqual(context(), ['scout.isAnswering', false]);
    await views.stopAnswer();
  });

  it('forgets the side bar’s view when it is hidden for good', () => {
    const bar = new Place();
    views.fillSideBar(asView(bar), undefined);
    bar.close();
    window.provider.change({ model: 'm-2' });
    assert.deepEqual([bar.page.posted, views.count], [[], 0]);
  });

  it('gives a page the cursor after its first snapshot, however early that was asked for', async () => {
    const view = views.showPanel();
    const { page } = panels[0]!;
    view.focus();
    assert.deepEqual(page.posted, []);
    page.say({ type: 'view-ready', anchorId: null });
    await until(() => page.posted.length === 4);
    assert.deepEqual(
      page.posted.map(({ type }) => type).filter((type) => type !== 'attach-settled'),
      ['snapshot', 'attachments', 'focus'],
    );
  });

  it('posts nothing to a hidden panel, and keeps the wish for the cursor until it is there again', async () => {
    views.showPanel();
    const { page } = panels[0]!;
    await page.ask({ type: 'view-ready', anchorId: null }, 'attach-settled');
    panels[0]!.setVisible(false);
    window.provider.change({ model: 'm-2' });
    views.showPanel().focus();
    assert.equal(page.posted.length, 3);
    panels[0]!.setVisible(true);
    await page.ask({ type: 'view-ready', anchorId: null }, 'focus');
    assert.deepEqual(
      page.posted
        .slice(3)
        .map(({ type }) => type)
        .filter((type) => type !== 'attach-settled'),
      ['snapshot', 'attachments', 'focus'],
    );
  });

  it('shows the new chat of a closed panel again, with its draft, also in a window without a folder', async () => {
    const emptyWindow = new ChatWindow(undefined, null);
    const itsViews = new ChatViews(vscode.Uri.parse('file:///extensions/scout'), emptyWindow.dependencies);
    itsViews.showPanel();
    const { page } = panels[0]!;
    await page.ask({ type: 'view-ready', anchorId: null }, 'snapshot');
    const draft = { type: 'draft', conversationId: page.chatId, text: 'half a sent' } as const;
    assert.equal(await page.request(draft), 'acknowledged');
    panels[0]!.close();
    itsViews.showPanel();
    const { state } = await panels[1]!.page.ask({ type: 'view-ready', anchorId: null }, 'snapshot');
    assert.equal(state.draft, 'half a sent');
    await itsViews.disconnect();
    await emptyWindow.dispose();
  });

  it('has a draft for each new chat: of the panel, of the side bar, and of another window', async () => {
    const side = new Place();
    views.showPanel();
    views.fillSideBar(asView(side), undefined);
    const other = new ChatWindow(window, 'file:///projects/beta');
    const { page: elsewhere } = other.open('panel:beta');
    const pages = [panels[0]!.page, side.page, elsewhere];
    for (const [index, page] of pages.entries()) {
      await page.ask({ type: 'view-ready', anchorId: null }, 'snapshot');
      await page.request({ type: 'draft', conversationId: page.chatId, text: `draft ${index}` });
    }
    elsewhere.question('sent from the other window');
    for (const [index, page] of pages.slice(0, 2).entries())
      assert.equal((await page.ask({ type: 'view-ready', anchorId: null }, 'snapshot')).state.draft, `draft ${index}`);
    await other.dispose();
  });
});
