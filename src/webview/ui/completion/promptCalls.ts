import { signal } from '@preact/signals';
import type { AttachmentHostMessage } from '../../protocol/attachments.js';
import type { ViewMessage } from '../../protocol/protocol.js';
import type { AttachmentsModel } from '../attachments/attachmentsModel.js';

type PromptText = Extract<AttachmentHostMessage, { readonly type: 'prompt-text' }>;

/** What is put into the composer; the number distinguishes two equal texts. */
export interface Insertion {
  readonly text: string;
  /** Where one goes on typing, in UTF-16 code units of `text`. */
  readonly cursor: number;
  /** What it takes the place of, where the composer still begins with that; empty: it goes before everything. */
  readonly replaced: string;
  readonly serial: number;
}

export interface PromptCallsDependencies {
  readonly post: (message: ViewMessage) => void;
  readonly attachments: AttachmentsModel;
  /** What stands in the composer. */
  readonly draft: () => string;
  /** Sends that as it is. */
  readonly send: () => void;
  /** The message box has what the prompt says. */
  readonly onFilledIn: () => void;
}

/** Prompts that are filled in: what they say and attach is seen before it is sent. */
export class PromptCalls {
  readonly insertion = signal<Insertion>({ text: '', cursor: 0, replaced: '', serial: 0 });
  readonly #dependencies: PromptCallsDependencies;
  /** What was typed for the one that was called last; `undefined` when none is on its way. */
  #called: { readonly request: string; readonly text: string } | undefined;
  /** The name that the text which was filled in last begins with: a prompt may call itself. */
  #filledName: string | undefined;

  constructor(dependencies: PromptCallsDependencies) {
    this.#dependencies = dependencies;
  }

  /** One that was chosen from the list goes before what stands in the composer. */
  accept(promptId: string): void {
    const { attachments, post } = this.#dependencies;
    this.#forgetNotice();
    attachments.ask(null, (target) => post({ type: 'prompt-accept', ...target, promptId }));
  }

  /**
   * Fills in the prompt that a text calls by its name; the host knows whether there is one, and otherwise the text is sent.
   * @returns `false` for a text that calls none
   */
  call(text: string): boolean {
    const { attachments, post } = this.#dependencies;
    const name = commandIn(text);
    if (name === undefined || name === this.#filledName || !attachments.isAvailable.peek()) return false;
    if (this.#called !== undefined) attachments.cancel(this.#called.request);
    this.#forgetNotice();
    attachments.ask(null, (target) => {
      this.#called = { request: target.request, text };
      post({ type: 'prompt-call', ...target, text });
    });
    return true;
  }

  /** What was filled in is gone from the composer. */
  reset(): void {
    this.#filledName = undefined;
    this.#called = undefined;
  }

  receive({ request, isPrompt, text, cursor, notice }: PromptText): void {
    const { attachments, draft, send, onFilledIn } = this.#dependencies;
    const called = this.#called?.request === request ? this.#called.text : undefined;
    if (called !== undefined) this.#called = undefined;
    if (!isPrompt) {
      // What was typed since then is to be sent by another key.
      if (called !== undefined && draft() === called) send();
      return;
    }
    if (notice !== '') attachments.notice.value = { type: 'told', text: notice };
    if (text === null) return;
    this.#filledName = commandIn(text);
    this.insertion.value = { text, cursor, replaced: called ?? '', serial: this.insertion.peek().serial + 1 };
    onFilledIn();
  }

  /** What was said of an earlier one is no longer so. */
  #forgetNotice(): void {
    const { notice } = this.#dependencies.attachments;
    if (notice.peek()?.type === 'problem' || notice.peek()?.type === 'told') notice.value = null;
  }
}

/** The name that a text begins with, as the host reads it too. */
export function commandIn(text: string): string | undefined {
  return /^\/([^\s/]{1,64})(?=\s|$)/u.exec(text)?.[1];
}
