import type { NumberedDelta } from '../../../chat/answering/answerDeltas.js';
import type { ConversationSession } from '../../../chat/conversation/conversationSession.js';
import type { MessagePart } from '../../../core/message.js';
import type { SecretRestorer } from '../../../privacy/sendGate.js';
import type { StoredMessage } from '../../../storage/api/chatHistory.js';

/** What every placeholder begins with. */
const mark = 'SECRET_';

/** The end of a growing answer that the view has not been sent: it may become a placeholder. */
interface HeldBack {
  readonly messageId: string | undefined;
  readonly text: string;
  readonly reasoning: string;
}

/**
 * Puts secrets back into answers on their way into a view, and nowhere else: what is stored keeps the placeholders. Questions stay as they
 * were sent. Nothing is done for a chat in which nothing was replaced.
 */
export class ShownSecrets {
  readonly #restorer: SecretRestorer;
  readonly #session: () => Pick<ConversationSession, 'id' | 'branch' | 'turn'>;
  #held: HeldBack = { messageId: undefined, text: '', reasoning: '' };

  constructor(restorer: SecretRestorer, session: () => Pick<ConversationSession, 'id' | 'branch' | 'turn'>) {
    this.#restorer = restorer;
    this.#session = session;
  }

  /** Has read what an earlier window has replaced, if the chat on screen looks as if that were anything. */
  prepare(): void {
    const { id, branch } = this.#session();
    const isMarked = branch.some(({ parts }) => parts.some((part) => 'text' in part && part.text?.includes(mark)));
    if (isMarked) this.#restorer.prepare(id);
  }

  /** The message as it is shown: one that grows without what may become a placeholder. Deltas that are made later continue it. */
  message(message: StoredMessage): StoredMessage {
    if (message.role !== 'assistant') return message;
    const isGrowing = message.status === 'streaming';
    const held = isGrowing ? this.#heldOf(message) : { text: '', reasoning: '' };
    // Another window's answer may grow beside this one's.
    const growingId = this.#session().turn?.messageId ?? message.id;
    if (isGrowing && growingId === message.id) this.#held = { messageId: message.id, ...held };
    const parts = withoutEnds(joinedTexts(message.parts), held);
    const shown = parts.map((part) => (isText(part) ? { ...part, text: this.#restored(part.text) } : part));
    return { ...message, parts: shown };
  }

  /** What the view gets of a delta: what was held back before it, and not what is now. */
  delta(delta: NumberedDelta): NumberedDelta {
    const messageId = this.#session().turn?.messageId;
    const held = this.#held.messageId === messageId ? this.#held : { text: '', reasoning: '' };
    const [text, heldText] = this.#divided(held.text + delta.text);
    const [reasoning, heldReasoning] = this.#divided(held.reasoning + delta.reasoning);
    this.#held = { messageId, text: heldText, reasoning: heldReasoning };
    return { ...delta, text, reasoning };
  }

  #heldOf({ parts }: StoredMessage): Omit<HeldBack, 'messageId'> {
    const texts = joinedTexts(parts);
    const [, text] = this.#divided(texts.findLast((part) => isText(part) && part.type !== 'reasoning') ?? '');
    const [, reasoning] = this.#divided(texts.findLast(({ type }) => type === 'reasoning') ?? '');
    return { text, reasoning };
  }

  /** What can be shown, with its secrets, and what has to wait. */
  #divided(from: string | MessagePart): readonly [shown: string, held: string] {
    const text = typeof from === 'string' ? from : isText(from) ? from.text : '';
    const end = text.length - this.#restorer.heldBack(this.#session().id, text);
    return [this.#restored(text.slice(0, end)), text.slice(end)];
  }

  #restored(text: string): string {
    return text.includes(mark) ? this.#restorer.restore(this.#session().id, text) : text;
  }
}

type TextualPart = Extract<MessagePart, { readonly type: 'text' | 'reasoning' | 'refusal' }>;

function isText(part: MessagePart): part is TextualPart {
  return part.type === 'text' || part.type === 'reasoning' || part.type === 'refusal';
}

/** An answer that was continued may have been cut off in the middle of a placeholder. */
function joinedTexts(parts: readonly MessagePart[]): readonly MessagePart[] {
  const joined: MessagePart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (isText(part) && last?.type === part.type) joined[joined.length - 1] = { ...last, text: last.text + part.text };
    else joined.push(part);
  }
  return joined;
}

function withoutEnds(
  parts: readonly MessagePart[],
  { text, reasoning }: Omit<HeldBack, 'messageId'>,
): readonly MessagePart[] {
  if (text === '' && reasoning === '') return parts;
  const lastText = parts.findLast((part) => isText(part) && part.type !== 'reasoning');
  const lastReasoning = parts.findLast(({ type }) => type === 'reasoning');
  return parts.map((part) => {
    const held = part === lastText ? text : part === lastReasoning ? reasoning : '';
    return isText(part) ? { ...part, text: part.text.slice(0, part.text.length - held.length) } : part;
  });
}
