/** An export as ChatGPT makes it: a tenth of the bytes is what people wrote, a third what the model did, the rest says how. */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { randomNumbers } from '../../support/randomNumbers.js';
import { HistoryText } from '../historyText.js';

/** So many bytes has a conversation on average. */
export const bytesPerConversation = 52_500;
const questions = 6;
const poolSize = 600;
const firstDay = Date.UTC(2024, 0, 8, 8) / 1_000;

/** Writes such a `conversations.json`, always the same; gives its size in bytes. */
export async function writeChatGptExport(file: string, conversations: number): Promise<number> {
  const random = randomNumbers(7);
  const text = new HistoryText(random);
  const pool = Array.from({ length: poolSize }, (_, index) => text.message(900 + (index % 40) * 90, index % 3 > 0));
  const stream = createWriteStream(file);
  for (let index = 0; index < conversations; index++) {
    const piece = `${index === 0 ? '[' : ',\n'}${JSON.stringify(conversation(index, random, pool, text.title()))}`;
    if (!stream.write(piece)) await once(stream, 'drain');
  }
  stream.end(']');
  await finished(stream);
  return stream.bytesWritten;
}

interface Node {
  readonly id: string;
  readonly message: object | null;
  readonly parent: string | null;
  readonly children: string[];
}

function conversation(index: number, random: () => number, pool: readonly string[], title: string): object {
  const mapping: Record<string, Node> = {};
  const createdAt = firstDay + index * 3_600;
  let last: string | null = null;
  const add = (role: string, content: object, metadata: object): void => {
    const id: string = idOf(random);
    const message = {
      id,
      author: { role, name: null, metadata: {} },
      create_time: createdAt + Object.keys(mapping).length * 20.123456,
      update_time: null,
      content,
      status: 'finished_successfully',
      end_turn: role === 'assistant',
      weight: 1,
      metadata,
      recipient: 'all',
      channel: null,
    };
    mapping[id] = { id, message, parent: last, children: [] };
    if (last !== null) mapping[last]!.children.push(id);
    last = id;
  };
  const said = (length: number): string => {
    const piece = pool[Math.floor(random() * pool.length)]!;
    return piece.slice(Math.floor(random() * 40), length);
  };
  add('system', { content_type: 'text', parts: [''] }, { is_visually_hidden_from_conversation: true });
  for (let turn = 0; turn < questions; turn++) {
    add('user', { content_type: 'text', parts: [said(60 + Math.floor(random() * 500))] }, metadata(random, 1));
    const thoughts = [{ summary: title, content: said(700), chunks: [], finished: true }];
    add('assistant', { content_type: 'thoughts', thoughts, source_analysis_msg_id: idOf(random) }, metadata(random, 3));
    add('assistant', { content_type: 'text', parts: [said(4_500)] }, metadata(random, 14));
  }
  return {
    title,
    create_time: createdAt,
    update_time: createdAt + 600,
    mapping,
    moderation_results: [],
    current_node: last,
    conversation_id: idOf(random),
    default_model_slug: 'gpt-5',
    is_archived: false,
    safe_urls: [],
  };
}

/** What ChatGPT notes of a message for itself, with so many references to pages. */
function metadata(random: () => number, references: number): object {
  return {
    message_type: 'next',
    model_slug: 'gpt-5',
    request_id: idOf(random),
    turn_exchange_id: idOf(random),
    finish_details: { type: 'stop', stop_tokens: [200_002] },
    search_result_groups: Array.from({ length: references }, () => ({
      domain: 'example.org',
      ref_id: { turn_index: 0, ref_type: 'search', ref_index: Math.floor(random() * 100) },
      id: idOf(random),
    })),
  };
}

function idOf(random: () => number): string {
  const digits = (count: number): string =>
    Math.floor(random() * 16 ** count)
      .toString(16)
      .padStart(count, '0');
  return `${digits(8)}-${digits(4)}-4${digits(3)}-8${digits(3)}-${digits(6)}${digits(6)}`;
}
