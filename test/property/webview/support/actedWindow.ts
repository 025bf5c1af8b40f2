import { mock } from 'node:test';
import { textOf } from '../../../../src/core/message.js';
import { says } from '../../../support/scriptedModels.js';
import { ChatWindow } from '../../../unit/webview/host/support/chatWindow.js';
import { LiveAnswer } from '../../../unit/webview/host/support/liveAnswer.js';
import { settled } from '../../../unit/vscode/support/settled.js';
import { JoinedView } from './joinedView.js';
import { pauseMs, settle } from './settle.js';
import type { Action, UserAction } from './userActions.js';

/** A window with two views, in which somebody acts; every word that is typed is another one. */
export class ActedWindow {
  readonly views: readonly JoinedView[];
  /** What was done, as a person can read it. */
  readonly log: string[] = [];
  readonly #window = new ChatWindow();
  readonly #typed: string[] = [];
  readonly #answers: LiveAnswer[] = [];
  readonly #deleted: string[] = [];
  #isEnding = false;
  /** In which view somebody acts. Who goes to the other one finds there what has been said in this one. */
  #actedIn = 0;

  private constructor(secondShows: string | null) {
    this.#window.models.script = (request, signal, onWait) => {
      if (this.#isEnding) return says('Yes.')(request, signal, onWait);
      const answer = new LiveAnswer();
      this.#answers.push(answer);
      return answer.script(request, signal, onWait);
    };
    this.views = [new JoinedView(this.#window, 'panel:w', 'c'), new JoinedView(this.#window, 'sideBar:w', secondShows)];
  }

  /** @param secondShows what the second view shows at first; `null`: a new chat. The first one shows `c`. */
  static async open(secondShows: string | null): Promise<ActedWindow> {
    const opened = new ActedWindow(secondShows);
    for (const id of ['c', 'd', 'e']) await opened.#window.store(id, {});
    await settle(opened.views, 3);
    return opened;
  }

  async perform({ view: index, action, passing }: UserAction): Promise<void> {
    const view = this.views[index]!;
    const other = this.views[1 - index]!;
    if (index !== this.#actedIn) await settle(this.views, 3);
    this.#actedIn = index;
    // Before its first snapshot a page has no composer.
    if (view.store.settings.value !== null) {
      this.log.push(`${index} in ${this.#nameOf(view)}: ${this.#describe(action, view)} ${JSON.stringify(passing)}`);
      await this.#do(action, view);
    }
    if (passing.distance >= 1) view.passToHost();
    if (passing.distance >= 2) {
      for (let turn = 0; turn < passing.turns; turn += 1) await settled();
      other.passToHost();
    }
    if (passing.distance < 3) return;
    view.passToPage();
    if (passing.isOtherPageReading) other.passToPage();
  }

  /** Until nothing is said any more, and every answer has ended. */
  async rest(): Promise<void> {
    this.#isEnding = true;
    for (let round = 0; round < 6; round += 1) {
      for (const answer of this.#answers) answer.end();
      await settle(this.views, 4);
    }
  }

  /** What is wrong now that nothing is said any more, a line each. @param isTwiceInOneText whether a text may hold a word twice. */
  async faults(isTwiceInOneText: boolean): Promise<readonly string[]> {
    const places = await this.#placesOfWords();
    const words = this.#typed.flatMap((word) => {
      const found = places.get(word) ?? [];
      const counted = isTwiceInOneText ? [...new Set(found)] : found;
      if (counted.length === 1) return [];
      return [counted.length === 0 ? `${word} is lost` : `${word} is in ${counted.join(' and ')}`];
    });
    const views = await Promise.all(this.views.map((view, index) => this.#faultsOf(view, index)));
    return [...words, ...views.flat()];
  }

  async close(): Promise<void> {
    for (const { view, delivery } of this.views) {
      delivery.link.hear();
      await view.dispose();
    }
    await this.#window.dispose();
    this.#window.history.close();
  }

  async #do(action: Action, view: JoinedView): Promise<void> {
    const { store, delivery } = view;
    switch (action.what) {
      case 'type':
        return this.#type(view);
      case 'send':
        return store.send();
      case 'pause':
        return mock.timers.tick(pauseMs);
      case 'new':
        return store.startNewChat();
      case 'open':
        return store.openConversation(action.chat);
      case 'stop':
        return void store.stop();
      case 'reload':
        return view.reload();
      case 'answer ends':
        return this.#answers.at(-1)?.end();
      case 'host is busy':
        delivery.link.state.value = 'busy';
        return;
      case 'take back':
        return store.composer.pending.value.slice(0, 1).forEach(({ messageId }) => store.composer.takeBack(messageId));
      case 'archive':
        return delivery.post({ type: 'list-archive', ids: ['c', 'd', 'e'], archived: true });
      case 'delete':
        return this.#delete(view, action.chat);
      case 'undo deletion':
        return this.#deleted.slice(-1).forEach((id) => delivery.post({ type: 'list-undo-delete', ids: [id] }));
      case 'delete elsewhere':
        return this.#deleteElsewhere(action.chat === 'shown' ? store.chatId.value : action.chat);
    }
  }

  #type({ store }: JoinedView): void {
    const word = `w${String(this.#typed.length + 1).padStart(3, '0')}`;
    this.#typed.push(word);
    const draft = store.composer.draft.value;
    store.type(draft === '' ? word : `${draft} ${word}`);
  }

  #delete({ store, delivery }: JoinedView, chat: string): void {
    // A new chat is in no list.
    if (chat === 'shown' && store.conversation.value === null) return;
    const id = chat === 'shown' ? store.chatId.value : chat;
    delivery.post({ type: 'list-delete', ids: [id] });
    this.#deleted.push(id);
  }

  async #deleteElsewhere(id: string): Promise<void> {
    const { history } = this.#window;
    if ((await history.conversation(id)) === undefined) return;
    // After whatever this window has saved in the same millisecond.
    const fields = { deletedAt: Date.now() + 5 };
    history.changeElsewhere([{ type: 'conversation.set', id, fields }], new Set([id]));
  }

  /** Where each word is that somebody can find: in a message, or in the draft of a chat that a list or a view has. */
  async #placesOfWords(): Promise<ReadonlyMap<string, readonly string[]>> {
    const { history, drafts, lastShown } = this.#window;
    const places = new Map<string, string[]>();
    const note = (text: string, place: string): void => {
      for (const [word] of text.matchAll(/w\d{3}/gu)) places.set(word, [...(places.get(word) ?? []), place]);
    };
    const stored = new Set([
      ...['c', 'd', 'e'],
      ...history.appended.flatMap(({ events }) =>
        events.flatMap((event) => (event.type === 'conversation.set' ? [event.id] : [])),
      ),
    ]);
    const found = new Set(this.views.map(({ store }) => store.chatId.value));
    for (const id of stored) {
      for (const { id: messageId, role, parts } of await history.messages(id))
        if (role === 'user') note(textOf(parts), `the message …${messageId.slice(-6)}`);
      // A deleted one is in the list "Recently deleted", and comes back with its draft.
      if ((await history.conversation(id)) !== undefined) found.add(id);
    }
    // What was begun in a new chat that was left is in the next one.
    for (const place of ['panel:w', 'sideBar:w']) for (const id of await lastShown.unsaidAt(place)) found.add(id);
    for (const id of found) note(await drafts.text(id), `the draft of ${nameOf(id)}`);
    return places;
  }

  async #faultsOf({ store, delivery }: JoinedView, index: number): Promise<readonly string[]> {
    const faults: string[] = [];
    const waiting = delivery.outbox.entries.value.map(({ request }) => request.type);
    if (waiting.length > 0) faults.push(`view ${index} waits for ever: ${waiting.join(', ')}`);
    const shown = store.composer.draft.value;
    const stored = await this.#window.drafts.text(store.chatId.value);
    if (shown !== stored) faults.push(`view ${index} shows the draft "${shown}" in place of "${stored}"`);
    return faults;
  }

  #nameOf({ store }: JoinedView): string {
    return `${nameOf(store.chatId.value)} with "${store.composer.draft.value}"`;
  }

  #describe(action: Action, { store }: JoinedView): string {
    const chat = 'chat' in action ? ` ${action.chat === 'shown' ? nameOf(store.chatId.value) : action.chat}` : '';
    return `${action.what}${chat}`;
  }
}

function nameOf(chatId: string): string {
  return chatId.length > 4 ? `…${chatId.slice(-4)}` : chatId;
}
