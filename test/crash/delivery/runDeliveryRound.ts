import { mkdir, rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { silentLogger } from '../../../src/core/logger.js';
import type { StoredMessage } from '../../../src/storage/api/chatHistory.js';
import { Drafts } from '../../../src/profile/drafts.js';
import { LocalUserPreferences } from '../../../src/profile/localUserPreferences.js';
import { createStorage } from '../../../src/storage/host/storage.js';
import { randomNumbers } from '../../support/randomNumbers.js';
import type { DeliveryPrograms } from './deliveryPrograms.js';
import { HostProcess } from './hostProcess.js';
import { ViewUnderTest } from './viewUnderTest.js';

export interface DeliveryRoundOptions {
  readonly folder: string;
  readonly programs: DeliveryPrograms;
  readonly seed: number;
  /** How many messages are typed and sent. */
  readonly messages: number;
}

export interface DeliveryRoundResult {
  readonly lost: number;
  readonly doubled: number;
  /** Questions that stand before one that was sent earlier. */
  readonly disordered: number;
  /** Whether the text that was typed last, and not sent, is in the composer. */
  readonly hasDraft: boolean;
  readonly kills: number;
  readonly stops: number;
  readonly reloads: number;
}

/** The view and its host, while one types and the other is stopped, killed and started again. */
class DeliveryRound {
  readonly #options: DeliveryRoundOptions;
  readonly #random: () => number;
  /** Every conversation that was on screen: what was typed there may be its draft. */
  readonly chatIds = new Set<string>();
  readonly counts = { kills: 0, stops: 0, reloads: 0 };
  #stored: unknown;
  #host: HostProcess;
  #view: ViewUnderTest;

  constructor(options: DeliveryRoundOptions) {
    this.#options = options;
    this.#random = randomNumbers(options.seed);
    this.#host = this.#startHost();
    this.#view = this.#openView();
  }

  /** Types a text and sends it, once there is a composer. */
  async send(text: string): Promise<void> {
    await this.#until(() => this.#view.isShown);
    // Whoever finds something there that the view has given back goes on behind it.
    this.#view.store.type(text);
    if (this.#random() < 0.2) await delay(this.#random() * 10);
    if (!this.#view.isShown) return this.send(text);
    this.#view.store.send();
    if (this.#random() < 0.5) await delay(this.#random() * 8);
  }

  async type(text: string): Promise<void> {
    await this.#until(() => this.#view.isShown);
    this.#view.store.type(text);
  }

  /** Does something to the host or to the page, now and then. */
  async disturb(): Promise<void> {
    const chance = this.#random();
    if (chance < 0.03) {
      this.counts.kills += 1;
      await this.#host.kill();
      await this.#reload();
    } else if (chance < 0.06) await this.#stop();
    else if (chance < 0.09) await this.#reload(false);
    else if (chance < 0.11) this.#view.store.startNewChat();
  }

  /** Kills everything once more, and waits until the view has delivered all. @returns what stands in the composer then. */
  async settle(): Promise<string> {
    this.counts.kills += 1;
    await this.#host.kill();
    await this.#reload();
    await this.#until(
      () => this.#view.isShown && this.#view.undelivered === 0 && this.#view.store.status.value.turn === null,
    );
    const draft = this.#view.store.composer.draft.value;
    this.#view.close();
    await this.#host.kill();
    return draft;
  }

  async close(): Promise<void> {
    this.#view.close();
    await this.#host.kill();
  }

  async #stop(): Promise<void> {
    this.counts.stops += 1;
    const host = this.#host;
    host.signal('SIGSTOP');
    if (this.#random() < 0.3) {
      // It never comes to itself again.
      this.counts.kills += 1;
      setTimeout(() => undefined, 0);
      for (let index = 0; index < 3; index += 1) await delay(this.#random() * 5);
      await host.kill();
      return this.#reload();
    }
    setTimeout(() => host.signal('SIGCONT'), this.#random() * 60);
  }

  /** @param withHost whether the page also gets another host, as after the end of the last one. */
  async #reload(withHost = true): Promise<void> {
    this.counts.reloads += 1;
    this.#view.close();
    if (withHost) this.#host = this.#startHost();
    if (this.#random() < 0.3) await delay(this.#random() * 10);
    this.#view = this.#openView();
  }

  #startHost(): HostProcess {
    const { folder, programs } = this.#options;
    const { conversationId = null } = (this.#stored ?? {}) as { conversationId?: string | null };
    return new HostProcess(
      programs.viewHost,
      { directory: folder, workerFile: programs.worker, sqlJsDirectory: programs.sqlJs, remembered: conversationId },
      (message) => {
        if (message.type === 'snapshot') this.chatIds.add(message.state.chatId);
        this.#view.receive(message);
      },
    );
  }

  #openView(): ViewUnderTest {
    const host = this.#host;
    return new ViewUnderTest(
      (message) => host.post(message),
      this.#stored,
      (state) => (this.#stored = state),
    );
  }

  async #until(condition: () => boolean): Promise<void> {
    for (const deadline = Date.now() + 60_000; !condition(); await delay(2))
      if (Date.now() > deadline) throw new Error(`Round ${this.#options.seed} does not come to its end.`);
  }
}

export async function runDeliveryRound(options: DeliveryRoundOptions): Promise<DeliveryRoundResult> {
  await mkdir(options.folder, { recursive: true });
  const round = new DeliveryRound(options);
  const texts = Array.from({ length: options.messages }, (_, index) => `message ${index} of ${options.seed}`);
  try {
    for (const text of texts) {
      await round.send(text);
      await round.disturb();
    }
    await round.type('typed last');
    const draft = await round.settle();
    const result = {
      ...compare(texts, await storedTexts(options, round.chatIds)),
      hasDraft: draft === 'typed last',
      ...round.counts,
    };
    if (result.lost + result.doubled + result.disordered === 0 && result.hasDraft)
      await rm(options.folder, { recursive: true, force: true });
    return result;
  } finally {
    await round.close();
  }
}

interface StoredTexts {
  /** The questions of all conversations, by conversation, in the order in which each follows the other. */
  readonly conversations: readonly (readonly string[])[];
  readonly drafts: readonly string[];
}

async function storedTexts(
  { folder, programs }: DeliveryRoundOptions,
  chatIds: ReadonlySet<string>,
): Promise<StoredTexts> {
  const storage = createStorage({
    directory: folder,
    workerFile: programs.worker,
    sqlJsDirectory: programs.sqlJs,
    logger: silentLogger,
  });
  const drafts = new Drafts(new LocalUserPreferences(storage.users, 'ada', silentLogger));
  const conversations = await storage.history.conversations({}, 1_000);
  const all = await Promise.all(conversations.map(({ id }) => storage.history.messages(id)));
  const draftTexts = await Promise.all([...chatIds].map((id) => drafts.text(id)));
  await storage.closeUsers();
  await storage.closeHistory();
  return { conversations: all.map(questionsOf), drafts: draftTexts };
}

function questionsOf(messages: readonly StoredMessage[]): readonly string[] {
  return messages
    .filter(({ role }) => role === 'user')
    .sort((a, b) => depth(messages, a) - depth(messages, b))
    .flatMap(({ parts }) => parts.map((part) => (part.type === 'text' ? part.text : '')));
}

/** How many messages stand before this one on its branch. */
function depth(messages: readonly StoredMessage[], { parentId }: StoredMessage): number {
  const parent = messages.find(({ id }) => id === parentId);
  return parent === undefined ? 0 : 1 + depth(messages, parent);
}

function compare(
  texts: readonly string[],
  { conversations, drafts }: StoredTexts,
): Pick<DeliveryRoundResult, 'lost' | 'doubled' | 'disordered'> {
  const found = [...conversations.flat(), ...drafts];
  const count = (text: string): number => found.filter((other) => other === text).length;
  const positions = conversations.map((questions) => questions.map((text) => texts.indexOf(text)));
  return {
    lost: texts.filter((text) => count(text) === 0).length,
    doubled: texts.filter((text) => count(text) > 1).length,
    disordered: positions.flatMap((all) => all.filter((position, index) => position < (all[index - 1] ?? -1))).length,
  };
}
