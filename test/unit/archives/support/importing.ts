import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { importArchives, type ImportProgress } from '../../../../src/archives/import/importArchives.js';
import type { ImportReport } from '../../../../src/archives/import/importReport.js';
import type { ArchiveInput } from '../../../../src/archives/input/sourceDocument.js';
import { archiveLimits, type ArchiveLimits } from '../../../../src/archives/limits.js';
import type { MessagePart } from '../../../../src/core/message.js';
import type { ChatHistory, Conversation, StoredMessage } from '../../../../src/storage/api/chatHistory.js';
import { MemoryHistory } from '../../../support/memoryHistory.js';

/** A file or folder of test/fixtures/archives. */
export function fixture(...names: readonly string[]): string {
  return path.join(fileURLToPath(new URL('../../../fixtures/archives', import.meta.url)), ...names);
}

export function importPaths(history: ChatHistory, ...paths: readonly string[]): Promise<ImportReport> {
  return importAll(
    history,
    paths.map((file) => ({ kind: 'path', path: file })),
  );
}

/** Imports a file with this content that lies nowhere. */
export function importBytes(
  history: ChatHistory,
  bytes: Uint8Array | string,
  limits: Partial<ArchiveLimits> = {},
): Promise<ImportReport> {
  return importAll(
    history,
    [{ kind: 'bytes', name: 'chosen.file', bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes }],
    limits,
  );
}

export function importJson(
  history: ChatHistory,
  value: unknown,
  limits: Partial<ArchiveLimits> = {},
): Promise<ImportReport> {
  return importBytes(history, JSON.stringify(value), limits);
}

export function importAll(
  history: ChatHistory,
  inputs: readonly ArchiveInput[],
  limits: Partial<ArchiveLimits> = {},
  signal: AbortSignal = new AbortController().signal,
  onProgress: (progress: ImportProgress) => void = () => undefined,
  restoresDeleted = false,
): Promise<ImportReport> {
  return importArchives({ inputs, restoresDeleted }, history, signal, onProgress, { ...archiveLimits, ...limits });
}

/** Every conversation, archived ones last, as the list shows them. */
export async function allConversations(history: ChatHistory): Promise<readonly Conversation[]> {
  return [...(await history.conversations({}, 1_000)), ...(await history.conversations({ archived: true }, 1_000))];
}

/** Imports a fixture into an empty history: the report, and the outlines by title. */
export async function importFixture(
  ...names: readonly string[]
): Promise<{ history: MemoryHistory; report: ImportReport; chats: Record<string, readonly string[]> }> {
  const history = new MemoryHistory();
  const report = await importPaths(history, fixture(...names));
  const chats: Record<string, readonly string[]> = {};
  for (const conversation of await allConversations(history))
    chats[conversation.title] = await outline(history, conversation);
  return { history, report, chats };
}

/** The conversation with this title. */
export async function titled(history: ChatHistory, title: string): Promise<Conversation> {
  const found = (await allConversations(history)).filter((conversation) => conversation.title === title);
  if (found.length !== 1) throw new Error(`${found.length} conversations are called “${title}”.`);
  return found[0]!;
}

export async function messagesOf(history: ChatHistory, title: string): Promise<readonly StoredMessage[]> {
  return history.messages((await titled(history, title)).id);
}

/**
 * The tree of a conversation, a line for each message: indented by how many messages come before it, what it says in short, and `<` at
 * the head.
 */
export async function outline(history: ChatHistory, { id, headId }: Conversation): Promise<readonly string[]> {
  const messages = await history.messages(id);
  const children = Map.groupBy(messages, ({ parentId }) => parentId);
  const known = new Set(messages.map((message) => message.id));
  const lines: string[] = [];
  const outline = (message: StoredMessage, depth: number): void => {
    const author = [message.provider, message.model].filter((name) => name !== undefined).join('/');
    const status = message.status === 'complete' ? '' : ` ${message.status}`;
    lines.push(
      `${'  '.repeat(depth)}${message.role}${author === '' ? '' : ` ${author}`}${status}: ${message.parts.map(short).join(' + ')}${message.id === headId ? ' <' : ''}`,
    );
    for (const child of children.get(message.id) ?? []) outline(child, depth + 1);
  };
  for (const message of messages) if (message.parentId === null || !known.has(message.parentId)) outline(message, 0);
  return lines;
}

function short(part: MessagePart): string {
  switch (part.type) {
    case 'text':
      return JSON.stringify(part.text);
    case 'tool-call':
      return `call(${part.name} ${JSON.stringify(part.input)})`;
    case 'tool-result':
      return `result(${part.output}${part.isError ? ' !' : ''})`;
    case 'file':
      return `file(${part.mediaType}${part.name === undefined ? '' : ` ${part.name}`})`;
    case 'citation':
      return `source(${part.citation.url} ${part.citation.title ?? ''})`;
    case 'opaque':
      return `opaque(${part.vendor})`;
    default:
      return `${part.type}(${JSON.stringify(part.text)})`;
  }
}
