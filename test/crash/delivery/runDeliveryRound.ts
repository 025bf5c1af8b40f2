import { mkdir, rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { MemoryTabStorage } from '../../support/memoryTabStorage.js';
import { randomNumbers } from '../../support/randomNumbers.js';
import type { DeliveryPrograms } from './deliveryPrograms.js';
import { HostProcess } from './hostProcess.js';
import { compareTexts, lostAttachmentsOf, storedTexts, type TextFaults } from './storedTexts.js';
import { ViewUnderTest } from './viewUnderTest.js';

export interface DeliveryRoundOptions {
  readonly folder: string;
  readonly programs: DeliveryPrograms;
  readonly seed: number;
  /** How many messages are typed and sent. */
  readonly messages: number;
}

export interface DeliveryRoundResult extends TextFaults {
  /** Whether the text that was typed last, and not sent, is the draft of one conversation. */
  readonly hasDraft: boolean;
  /** Attachments that were shown to be there, and are in no message and no draft, in several, or not with the question they were sent with. */
  readonly lostAttachments: number;
  /** Attachments that were shown to be there. */
  readonly attached: number;
  readonly kills: number;
  readonly stops: number;
  readonly reloads: number;
  /** Pages that found an older state than the one before them had left. */
  readonly oldStates: number;
}

const lastText = 'typed last';

/** The view and its host, while one types and the other is stopped, killed and started again. */
class DeliveryRound {
  readonly #options: DeliveryRoundOptions;
  readonly #random: () => number;
  /** Every conversation that was on screen: what was typed there may be its draft. */
  readonly chatIds = new Set<string>();
  /** What was shown as attached, by the text that was sent with it. */
  readonly attached = new Set<string>();
  readonly counts = { kills: 0, stops: 0, reloads: 0, oldStates: 0 };
  readonly #tab = new MemoryTabStorage();
  /** What the editor has of the view's state, and what it has written to disk of it. */
  #stored: unknown;
  #written: unknown;
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
    await this.#sendWhatStands();
    if (this.#random() < 0.3 && !this.attached.has(text)) await this.#attach(text);
    this.#view.store.type(text);
    if (this.#random() < 0.2) await delay(this.#random() * 10);
    if (!this.#view.isShown) return this.send(text);
    // Enter does nothing while another chat is on its way.
    await this.#until(() => {
      this.#view.store.send();
      return this.#view.store.composer.draft.peek() !== text;
    });
    if (this.#random() < 0.5) await delay(this.#random() * 8);
  }

  async type(text: string): Promise<void> {
    await this.#sendWhatStands();
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

  /** Kills everything once more, and waits until the view has delivered all. */
  async settle(): Promise<void> {
    this.counts.kills += 1;
    await this.#host.kill();
    await this.#reload();
    await this.#until(
      () => this.#view.isShown && this.#view.undelivered === 0 && this.#view.store.status.value.turn === null,
    );
    this.#view.close();
    await this.#host.kill();
  }

  async close(): Promise<void> {
    this.#view.close();
    await this.#host.kill();
  }

  /** What a page asked for that goes before the answer comes is asked for by nobody. */
  async #attach(text: string): Promise<void> {
    const { attachments } = this.#view.store;
    attachments.attach(text, text);
    const isShown = (): boolean => attachments.shown.peek().some(({ label }) => label === text);
    for (const deadline = Date.now() + 5_000; !isShown() && Date.now() < deadline;) await delay(2);
    if (isShown()) this.attached.add(text);
  }

  /** Whoever finds a draft, or what the view has given back, sends that first: to type over it would lose it. */
  async #sendWhatStands(): Promise<void> {
    await this.#until(() => {
      if (!this.#view.isShown) return false;
      if (this.#view.store.composer.draft.peek().trim() !== '') this.#view.store.send();
      return this.#view.store.composer.draft.peek().trim() === '';
    });
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
    // A page that the browser loads again, and not the editor, finds what was on disk.
    const chance = this.#random();
    if (chance < 0.3) {
      this.counts.oldStates += 1;
      this.#stored = this.#written;
    } else if (chance < 0.6) this.#written = this.#stored;
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
      this.#tab,
    );
  }

  async #until(condition: () => boolean): Promise<void> {
    for (const deadline = Date.now() + 180_000; !condition(); await delay(2))
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
    await round.type(lastText);
    await round.settle();
    const stored = await storedTexts(options.folder, options.programs, round.chatIds);
    const hasDraft = stored.drafts.filter((text) => text === lastText).length === 1;
    const lostAttachments = lostAttachmentsOf(round.attached, stored);
    const attached = round.attached.size;
    const result = { ...compareTexts(texts, stored), hasDraft, lostAttachments, attached, ...round.counts };
    if (result.lost + result.doubled + result.disordered + lostAttachments === 0 && result.hasDraft)
      await rm(options.folder, { recursive: true, force: true });
    return result;
  } finally {
    await round.close();
  }
}
