import type { ExternalMessage } from './externalConversation.js';
import type { ImportedPart, RecordSource } from '../importedConversation.js';

type Note = RecordSource['note'];

/** A forest of messages that is sound: ids are unique, parents are there and come first. */
export interface NormalizedTree {
  readonly messages: readonly ExternalMessage[];
  /** The message that stands for a given one, should that have been left out or joined; `undefined` for none. */
  readonly standsFor: (id: string) => string | undefined;
}

/**
 * Makes a sound tree of what may be none: repeated ids, missing parents and circles are cut, and messages without a part
 * are left out, their children taken by the nearest message above that stays.
 */
export function normalizeMessageTree(
  all: readonly ExternalMessage[],
  joinAnswers: boolean,
  note: Note,
): NormalizedTree {
  const byId = withoutRepetitions(all, note);
  const parents = resolveParents(byId, note);
  const withParts = [...byId.values()]
    .filter(({ parts }) => parts.length > 0)
    .map((message) => ({ ...message, parentId: parents.get(message.id) ?? null }));
  const ordered = parentsFirst(withParts);
  const replaced = new Map<string, string>();
  const messages = joinAnswers ? joined(ordered, replaced) : ordered;
  return {
    messages,
    standsFor(id) {
      const message = byId.get(id);
      const stays = message === undefined || message.parts.length > 0 ? message?.id : (parents.get(id) ?? undefined);
      return stays === undefined ? undefined : (replaced.get(stays) ?? stays);
    },
  };
}

function withoutRepetitions(all: readonly ExternalMessage[], note: Note): Map<string, ExternalMessage> {
  const byId = new Map<string, ExternalMessage>();
  for (const message of all) {
    if (byId.has(message.id)) note('duplicate');
    else byId.set(message.id, message);
  }
  return byId;
}

/** For every message the nearest one above it that stays, `null` at a root. */
function resolveParents(byId: ReadonlyMap<string, ExternalMessage>, note: Note): ReadonlyMap<string, string | null> {
  const resolved = new Map<string, string | null>();
  for (const first of byId.values()) {
    // From this message upwards to one whose place is known; then back down.
    const path: ExternalMessage[] = [];
    const onPath = new Set<string>();
    let message: ExternalMessage | undefined = first;
    while (message !== undefined && !resolved.has(message.id) && !onPath.has(message.id)) {
      path.push(message);
      onPath.add(message.id);
      if (message.parentId !== null && !byId.has(message.parentId)) note('lost-parent');
      message = message.parentId === null ? undefined : byId.get(message.parentId);
    }
    const isCircle = message !== undefined && onPath.has(message.id);
    if (isCircle) note('cycle');
    let above =
      message === undefined || isCircle
        ? null
        : message.parts.length > 0
          ? message.id
          : (resolved.get(message.id) ?? null);
    for (const { id, parts } of path.reverse()) {
      resolved.set(id, above);
      if (parts.length > 0) above = id;
    }
  }
  return resolved;
}

function parentsFirst(messages: readonly ExternalMessage[]): ExternalMessage[] {
  const children = Map.groupBy(messages, ({ parentId }) => parentId);
  const ordered: ExternalMessage[] = [];
  const waiting = [...(children.get(null) ?? [])].reverse();
  for (let message = waiting.pop(); message !== undefined; message = waiting.pop()) {
    ordered.push(message);
    for (const child of (children.get(message.id) ?? []).toReversed()) waiting.push(child);
  }
  return ordered;
}

/** An answer whose only successor is an answer, too, becomes one message with it, under its own id: the first stays while answers grow. */
function joined(ordered: readonly ExternalMessage[], replaced: Map<string, string>): ExternalMessage[] {
  const children = Map.groupBy(ordered, ({ parentId }) => parentId);
  const withResult = new Set(ordered.filter(({ parts }) => hasResult(parts)).map(({ id }) => id));
  /** By the id of each message that goes on: the whole of its answer so far. */
  const growing = new Map<string, ExternalMessage[]>();
  const result: ExternalMessage[][] = [];
  for (const message of ordered) {
    const before = growing.get(message.id);
    const chain = before ?? [];
    chain.push(message);
    if (before === undefined) result.push(chain);
    else replaced.set(message.id, chain[0]!.id);
    const [only, ...others] = children.get(message.id) ?? [];
    const goesOn =
      message.role === 'assistant' &&
      only?.role === 'assistant' &&
      others.length === 0 &&
      !withResult.has(message.id) &&
      !withResult.has(only.id);
    if (goesOn) growing.set(only.id, chain);
  }
  return result.map((chain) => {
    const whole = chain.length === 1 ? chain[0]! : merged(chain);
    return whole.parentId === null ? whole : { ...whole, parentId: replaced.get(whole.parentId) ?? whole.parentId };
  });
}

/** How an answer ended is said by its last message. */
function merged(chain: readonly ExternalMessage[]): ExternalMessage {
  const [first, last] = [chain[0]!, chain.at(-1)!];
  return {
    ...last,
    id: first.id,
    parentId: first.parentId,
    parts: joinedParts(chain),
    createdAt: chain.find(({ createdAt }) => createdAt !== undefined)?.createdAt,
    model: chain.findLast(({ model }) => model !== undefined)?.model,
    usage: chain.findLast(({ usage }) => usage !== undefined)?.usage,
  };
}

/** Text that follows the text of another message is a paragraph of its own. */
function joinedParts(chain: readonly ExternalMessage[]): ImportedPart[] {
  const joinedParts: ImportedPart[] = [];
  let texts: string[] = [];
  const endText = (): void => {
    if (texts.length > 0) joinedParts.push({ type: 'text', text: texts.join('') });
    texts = [];
  };
  for (const { parts } of chain) {
    parts.forEach((part, index) => {
      if (part.type === 'text') {
        if (index === 0 && texts.length > 0) texts.push('\n\n');
        texts.push(part.text);
      } else {
        endText();
        joinedParts.push(part);
      }
    });
  }
  endText();
  return joinedParts;
}

const hasResult = (parts: readonly ImportedPart[]): boolean => parts.some(({ type }) => type === 'tool-result');
