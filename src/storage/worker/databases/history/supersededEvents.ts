import { rank } from '../../../api/messageRank.js';
import type { StampedEvent } from '../../engine/schema.js';
import { InvalidEvent, isObject, requireId, requireObject } from '../../tables/eventFields.js';
import { conversations } from './conversationTable.js';
import { readDelta, readMessage } from './messageTables.js';

type Fields = Readonly<Record<string, unknown>>;

/** What the last events of many about one thing say: ids in them hold no `\0`. */
interface Outcome {
  /** Messages that end among the events. */
  readonly finished: Set<string>;
  /** The latest stamp of each field of each conversation. */
  readonly latest: Map<string, string>;
}

/**
 * The events without those that change nothing once the others are applied: the pieces and the beginning of an answer whose end is among them, and
 * fields of a conversation that are all set later. What is not understood stays, so that applying it fails.
 */
export function withoutSuperseded(events: readonly StampedEvent[]): readonly StampedEvent[] {
  const outcome: Outcome = { finished: new Set(), latest: new Map() };
  for (const event of events) note(outcome, event);
  return events.filter((event) => !isSuperseded(outcome, event));
}

function note({ finished, latest }: Outcome, { event, stamp }: StampedEvent): void {
  if (!isObject(event)) return;
  if (event['type'] === 'message.put' && isObject(event['message'])) {
    const { conversationId, id, status } = event['message'];
    if (isFinal(status)) finished.add(keyOf(conversationId, id));
  } else if (event['type'] === 'conversation.set' && isObject(event['fields'])) {
    for (const name of Object.keys(event['fields'])) {
      const key = keyOf(event['id'], name);
      if (stamp > (latest.get(key) ?? '')) latest.set(key, stamp);
    }
  }
}

function isSuperseded({ finished, latest }: Outcome, { event, stamp }: StampedEvent): boolean {
  if (!isObject(event)) return false;
  switch (event['type']) {
    case 'message.delta':
      return (
        finished.has(keyOf(event['conversationId'], event['messageId'])) && isUnderstood(() => readDelta(event, stamp))
      );
    case 'message.put': {
      const message = event['message'];
      if (!isObject(message) || message['status'] !== 'streaming') return false;
      return (
        finished.has(keyOf(message['conversationId'], message['id'])) && isUnderstood(() => readMessage(message, stamp))
      );
    }
    case 'conversation.set': {
      const fields = event['fields'];
      if (!isObject(fields)) return false;
      const names = Object.keys(fields).filter((name) => Object.hasOwn(conversations.fields, name));
      const areLater = names.every((name) => latest.get(keyOf(event['id'], name))! > stamp);
      return names.length > 0 && areLater && isUnderstood(() => readFields(event, names));
    }
    default:
      return false;
  }
}

function isFinal(status: unknown): boolean {
  return typeof status === 'string' && status !== 'streaming' && Object.hasOwn(rank, status);
}

function readFields(event: Fields, names: readonly string[]): void {
  requireId(event['id'], 'id');
  const values = requireObject(event['fields'], 'fields');
  for (const name of names) conversations.fields[name]!.read(values[name], name);
}

function isUnderstood(read: () => void): boolean {
  try {
    read();
    return true;
  } catch (error) {
    if (error instanceof InvalidEvent) return false;
    throw error;
  }
}

function keyOf(owner: unknown, part: unknown): string {
  return `${String(owner)}\0${String(part)}`;
}
