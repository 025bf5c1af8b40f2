import type { MessageRole } from '../../core/message.js';
import { titleOf } from '../../core/text/title.js';
import { ContentBounds } from './contentBounds.js';
import { deriveId } from './deriveId.js';
import type { ExternalConversation, ExternalMessage } from './externalConversation.js';
import { revisionOf } from './revision.js';
import { normalizeMessageTree } from './normalizeMessageTree.js';
import type { ImportedConversation, ImportedMessage, ImportedPart, RecordSource } from '../importedConversation.js';

/** Gives another program's conversation SCOUT's form; `undefined` when there is no message in it. */
export function assembleConversation(
  external: ExternalConversation,
  source: RecordSource,
): ImportedConversation | undefined {
  const tree = normalizeMessageTree(external.messages, external.joinAnswers ?? false, source.note);
  if (tree.messages.length === 0) return undefined;
  const id = deriveId(external.kind, external.id);
  const bounds = new ContentBounds(source);
  const messages: ImportedMessage[] = [];
  /** By the other program's id: what its successors follow, which for a message that became several is the last of them. */
  const lastOf = new Map<string, ImportedMessage>();
  for (const message of tree.messages) {
    const parent = message.parentId === null ? undefined : lastOf.get(message.parentId);
    const start = message.createdAt ?? (parent === undefined ? startOf(external, source) : parent.createdAt + 1);
    let before = parent;
    // One message of the other program may become many.
    const runs = roleRuns(message)
      .filter(() => bounds.takeMessage())
      .map((run) => ({ ...run, parts: bounds.parts(run.parts) }));
    const end = runs.findLastIndex(({ role }) => role !== 'tool');
    runs.forEach(({ role, parts }, index) => {
      // How it ended, and what it cost, is said of the whole once.
      const { usage: _usage, finishReason: _reason, error: _error, status: _status, ...beginning } = message;
      const whole = { ...(index === end ? message : beginning), role, parts };
      const stored = bounds.fields(storedMessage(external, id, whole, index, before?.id ?? null, start + index));
      messages.push(stored);
      before = stored;
    });
    if (before !== undefined) lastOf.set(message.id, before);
  }
  const [first, last] = boundsOf(messages);
  const createdAt = external.createdAt ?? first;
  return {
    kind: external.kind,
    conversation: {
      id,
      title: bounds.label(external.title ?? '') || titleOf(firstQuestion(messages)),
      createdAt,
      updatedAt: Math.max(external.updatedAt ?? last, createdAt),
      workspace: bounds.address(external.workspace ?? null),
      headId: headFor(external, tree.standsFor, lastOf, messages),
      persona: null,
      selection: null,
      pinned: external.pinned ?? false,
      archived: external.archived ?? false,
      tags: bounds.tags(external.tags ?? []),
    },
    messages,
    jobs: [],
    hasDerivedIds: external.hasDerivedIds,
  };
}

/** What was said by one role in a row. Results of tools are a message of their own; what a tool shows is the assistant's. */
function roleRuns({ role, parts }: ExternalMessage): { role: MessageRole; parts: ImportedPart[] }[] {
  const runs: { role: MessageRole; parts: ImportedPart[] }[] = [];
  for (const part of parts) {
    const speaker: MessageRole = part.type === 'tool-result' ? 'tool' : role === 'tool' ? 'assistant' : role;
    const last = runs.at(-1);
    if (last?.role === speaker) last.parts.push(part);
    else runs.push({ role: speaker, parts: [part] });
  }
  return runs;
}

function storedMessage(
  { kind, id: externalId }: ExternalConversation,
  conversationId: string,
  message: ExternalMessage,
  index: number,
  parentId: string | null,
  createdAt: number,
): ImportedMessage {
  const { role, parts, provider, model, usage, finishReason, rawFinishReason, error } = message;
  const isAnswer = role === 'assistant';
  const status = isAnswer ? (message.status ?? 'complete') : 'complete';
  return {
    id: deriveId(kind, externalId, message.id, ...(index === 0 ? [] : [String(index)])),
    conversationId,
    parentId,
    role,
    parts,
    createdAt,
    status,
    revision: revisionOf(parts, status),
    ...(isAnswer && provider !== undefined ? { provider } : {}),
    ...(isAnswer && model !== undefined ? { model } : {}),
    ...(isAnswer && usage !== undefined ? { usage } : {}),
    ...(isAnswer && finishReason !== undefined ? { finishReason } : {}),
    ...(isAnswer && rawFinishReason !== undefined ? { rawFinishReason } : {}),
    ...(isAnswer && error !== undefined ? { error } : {}),
  };
}

function startOf(external: ExternalConversation, source: RecordSource): number {
  return (
    external.createdAt ??
    external.messages.find(({ createdAt }) => createdAt !== undefined)?.createdAt ??
    source.fallbackTime
  );
}

function boundsOf(messages: readonly ImportedMessage[]): [number, number] {
  return messages.reduce<[number, number]>(
    ([first, last], { createdAt }) => [Math.min(first, createdAt), Math.max(last, createdAt)],
    [messages[0]!.createdAt, messages[0]!.createdAt],
  );
}

function firstQuestion(messages: readonly ImportedMessage[]): string {
  const question = messages.find(({ role, parts }) => role === 'user' && textOf(parts).trim() !== '');
  return textOf(question?.parts ?? []);
}

function textOf(parts: readonly ImportedPart[]): string {
  return parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

/** The named head, or, where that is unknown, the newest message that nothing follows. */
function headFor(
  external: ExternalConversation,
  standsFor: (id: string) => string | undefined,
  lastOf: ReadonlyMap<string, ImportedMessage>,
  messages: readonly ImportedMessage[],
): string {
  const named = external.headId === undefined ? undefined : standsFor(external.headId);
  const head = named === undefined ? undefined : lastOf.get(named);
  if (head !== undefined) return head.id;
  const followed = new Set(messages.map(({ parentId }) => parentId));
  const leaves = messages.filter(({ id }) => !followed.has(id));
  return leaves.reduce((newest, leaf) => (leaf.createdAt >= newest.createdAt ? leaf : newest)).id;
}
