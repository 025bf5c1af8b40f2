import type { HistoryEvent, StoredMessage } from '../../src/storage/api/chatHistory.js';
import { randomNumbers } from '../support/randomNumbers.js';
import { HistoryText } from './historyText.js';

const firstDay = Date.UTC(2023, 0, 9, 8);
const days = 1000;
const workspaces = ['scout', 'website', 'ledger', 'firmware', 'thesis', 'dotfiles', 'api-gateway', 'shop'].map(
  (name) => `file:///home/ada/${name}`,
);
const personas = ['Reviewer', 'Teacher', 'Translator'];
const tags = ['work', 'private', 'later', 'rust', 'sql', 'idea'];
const models = [
  { provider: 'openai', model: 'gpt-5' },
  { provider: 'anthropic', model: 'claude-sonnet-4-5' },
  { provider: 'google', model: 'gemini-2.5-pro' },
  { provider: 'mistral', model: 'mistral-large-latest' },
] as const;
/** No message is longer, in characters. */
const longest = 20_000;

/**
 * A chat history as years of use leave it, the same every time: the transactions in the order SCOUT would write them, one for
 * each message. Messages have 1.2 KB of text on average and up to 20 KB, conversations 20 messages on average; prose and
 * code, tags, personas, workspaces, several models. The newest conversation comes last.
 */
export function* historyTransactions(messages: number, seed = 1): Generator<readonly HistoryEvent[]> {
  const random = randomNumbers(seed);
  const text = new HistoryText(random);
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)]!;
  for (let written = 0; written < messages;) {
    const count = Math.min(messages - written, 2 * (1 + Math.floor(-9.5 * Math.log(1 - random()))));
    const begin = firstDay + Math.floor((written / messages) * days * 86_400_000);
    const conversationId = idAt(begin, random);
    let parentId: string | null = null;
    for (let index = 0; index < count; index++) {
      const createdAt = begin + index * 45_000;
      const message = messageOf(
        { id: idAt(createdAt, random), conversationId, parentId, createdAt, isAnswer: index % 2 === 1 },
        text,
        random,
        pick,
      );
      const beginning = {
        title: text.title(),
        createdAt,
        workspace: random() < 0.8 ? pick(workspaces) : null,
        ...(random() < 0.25 ? { persona: pick(personas) } : {}),
        ...(random() < 0.2 ? { tags: [pick(tags)] } : {}),
        ...(random() < 0.01 ? { pinned: true } : {}),
        ...(random() < 0.1 ? { archived: true } : {}),
      };
      const fields = { ...(index === 0 ? beginning : {}), updatedAt: createdAt, headId: message.id };
      yield [
        { type: 'message.put', message },
        { type: 'conversation.set', id: conversationId, fields },
      ];
      parentId = message.id;
    }
    written += count;
  }
}

interface Place {
  readonly id: string;
  readonly conversationId: string;
  readonly parentId: string | null;
  readonly createdAt: number;
  readonly isAnswer: boolean;
}

function messageOf(
  { isAnswer, ...place }: Place,
  text: HistoryText,
  random: () => number,
  pick: <T>(choices: readonly T[]) => T,
): StoredMessage {
  // Log-normal: most questions are a line or two, most answers a screen, a few of both are long.
  const characters = Math.min(
    longest,
    Math.round((isAnswer ? 1400 : 160) * Math.exp((isAnswer ? 0.85 : 1.3) * normal(random))),
  );
  const parts = [{ type: 'text', text: text.message(characters, isAnswer || random() < 0.2) }] as const;
  if (!isAnswer) return { ...place, role: 'user', parts, status: 'complete' };
  const usage = { inputTokens: 100 + Math.floor(random() * 9000), outputTokens: Math.ceil(characters / 4) };
  return { ...place, role: 'assistant', parts, status: 'complete', ...pick(models), usage, finishReason: 'stop' };
}

/** A UUIDv7 of that time. */
function idAt(time: number, random: () => number): string {
  const digits = (count: number): string =>
    Math.floor(random() * 16 ** count)
      .toString(16)
      .padStart(count, '0');
  const clock = time.toString(16).padStart(12, '0');
  return `${clock.slice(0, 8)}-${clock.slice(8)}-7${digits(3)}-${(8 + Math.floor(random() * 4)).toString(16)}${digits(3)}-${digits(6)}${digits(6)}`;
}

/** Normally distributed (Box and Muller). */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
