/** Sends messages in groups: each wakes the other thread, which costs more than a small message itself. */
export class MessageGroups<Message> {
  readonly #send: (messages: readonly Message[]) => void;
  readonly #schedule: (send: () => void) => void;
  #waiting: Message[] = [];

  /** @param schedule calls what it is given soon, once; until then messages are collected */
  constructor(send: (messages: readonly Message[]) => void, schedule: (send: () => void) => void) {
    this.#send = send;
    this.#schedule = schedule;
  }

  post(message: Message): void {
    this.#waiting.push(message);
    if (this.#waiting.length === 1) this.#schedule(() => this.flush());
  }

  /** Sends what is waiting now. */
  flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    if (waiting.length > 0) this.#send(waiting);
  }
}
