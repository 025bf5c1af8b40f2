import type { DeliveryHostMessage, ViewRequest } from '../../protocol/delivery.js';
import { isRequest } from '../../protocol/delivery.js';
import type { PostedMessage, ViewMessage } from '../../protocol/protocol.js';
import { HostLink } from './hostLink.js';
import { Outbox } from './outbox.js';
import type { OutboxCopy } from './outboxCopy.js';
import type { ViewMemory } from './viewMemory.js';

/** These have no answer. */
const unanswered: ReadonlySet<PostedMessage['type']> = new Set([
  'view-error',
  'open-link',
  'shown',
  'draft-read',
  'used',
]);

/** Brings what the view has to say to the host: requests until they are acknowledged, everything else once. */
export class Delivery {
  readonly outbox: Outbox;
  readonly link: HostLink;
  readonly #post: (message: PostedMessage) => void;
  readonly #onRefused: (request: ViewRequest) => void;
  #hasSnapshot = false;
  readonly #refusedEarly: string[] = [];

  /**
   * @param post hands a message to the editor, which forgets it when no host is there.
   * @param onRefused is given what the host did not take, once a snapshot is on screen.
   */
  constructor(
    post: (message: PostedMessage) => void,
    memory: ViewMemory,
    copy: OutboxCopy,
    onRefused: (request: ViewRequest) => void,
  ) {
    this.#post = post;
    this.#onRefused = onRefused;
    this.link = new HostLink(
      () => post({ type: 'ping' }),
      () => {
        post({ type: 'resync' });
        this.outbox.resend();
      },
    );
    const restored = copy.restore(memory.restored);
    // The memory may hold less, and is written, with the copy, before anything of this changes.
    memory.set(restored);
    this.outbox = new Outbox(
      {
        post: (envelope) => this.#postExpectingAnswer(envelope),
        remember: (outbox, isTyping) => (isTyping ? memory.setSoon({ outbox }) : memory.set({ outbox })),
      },
      restored.outbox,
    );
  }

  post(message: ViewMessage): void {
    if (isRequest(message)) this.outbox.add(message);
    else this.#postExpectingAnswer(message);
  }

  /** Announces the view, and posts what the page before it has not delivered. */
  start(anchorId: string | null): void {
    this.post({ type: 'view-ready', anchorId });
    this.outbox.resend();
  }

  receive(message: DeliveryHostMessage): void {
    switch (message.type) {
      case 'acknowledged':
        return this.outbox.acknowledge(message.id);
      case 'refused':
        if (this.#hasSnapshot) this.#refuse(message.id);
        else this.#refusedEarly.push(message.id);
        return;
      case 'pong':
        return message.missed ? this.outbox.resend() : this.outbox.resendOpening();
    }
  }

  /** There is a composer now that can take what was refused; until then it stays in the outbox. Costs nothing the next time. */
  snapshotIsShown(): void {
    this.#hasSnapshot = true;
    this.#refusedEarly.splice(0).forEach((id) => this.#refuse(id));
  }

  #refuse(id: string): void {
    const request = this.outbox.refuse(id);
    if (request !== undefined) this.#onRefused(request);
  }

  #postExpectingAnswer(message: PostedMessage): void {
    this.#post(message);
    if (!unanswered.has(message.type)) this.link.expectAnswer();
  }
}
