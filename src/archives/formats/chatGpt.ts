import * as v from 'valibot';
import { assembleConversation } from '../normalize/assembleConversation.js';
import { ImportError } from '../importError.js';
import type { ExternalMessage } from '../normalize/externalConversation.js';
import { isObject, type JsonObject } from '../input/jsonRecords.js';
import { objectOrEmpty, textOrUndefined, timeOrUndefined, wordsOrUndefined } from '../input/untrustedValues.js';
import type { ArchiveFormat, RecordSource } from '../importedConversation.js';
import { type ChatGptMessage, chatGptNode } from './chatGptMessage.js';
import { chatGptParts, isToolCall } from './chatGptParts.js';

/**
 * An element of `conversations.json` (or `conversations-000.json` and so on) in the export of ChatGPT: a tree of nodes by their ids. One
 * answer is a chain of nodes: thoughts, calls of tools, their results, and at last the text.
 */
export const chatGpt: ArchiveFormat = {
  kind: 'chatgpt',
  recognizes: (record) =>
    isObject(record['mapping']) && ('current_node' in record || 'conversation_id' in record || 'create_time' in record),

  async read(record, source) {
    const messages: ExternalMessage[] = [];
    /** The call that results further down the tree belong to, by node. */
    const callAbove = new Map<string, string>();
    const model = wordsOrUndefined(record['default_model_slug']);
    for (const [id, value] of parentsFirst(objectOrEmpty(record['mapping']))) {
      const parsed = v.safeParse(chatGptNode, value);
      if (!parsed.success) source.note('unreadable-message');
      const parentId = parsed.success
        ? (parsed.output.parent ?? null)
        : (textOrUndefined(objectOrEmpty(value)['parent']) ?? null);
      const message = parsed.success ? (parsed.output.message ?? undefined) : undefined;
      const call = parentId === null ? undefined : callAbove.get(parentId);
      if (message !== undefined && isToolCall(message)) callAbove.set(id, id);
      else if (call !== undefined && message?.author.role !== 'user') callAbove.set(id, call);
      messages.push(
        message === undefined
          ? { id, parentId, role: 'user', parts: [] }
          : await toExternalMessage(id, parentId, message, { call, model, source }),
      );
    }
    const headId = textOrUndefined(record['current_node']);
    return assembleConversation(
      {
        kind: 'chatgpt',
        id: idOf(record),
        title: textOrUndefined(record['title']),
        createdAt: timeOrUndefined(record['create_time']),
        updatedAt: timeOrUndefined(record['update_time']),
        pinned: record['is_starred'] === true,
        archived: record['is_archived'] === true,
        tags: tagsOf(record),
        headId,
        messages,
        joinAnswers: true,
      },
      source,
    );
  },
};

/** The GPT or the project it belongs to; the export knows no names. */
function tagsOf(record: JsonObject): readonly string[] {
  const id = wordsOrUndefined(record['gizmo_id']) ?? wordsOrUndefined(record['conversation_template_id']);
  if (id === undefined || !/^g-[\w-]{1,80}$/u.test(id)) return [];
  return [id.startsWith('g-p-') ? `Project ${id}` : `GPT ${id}`];
}

function idOf(record: JsonObject): string {
  const id = wordsOrUndefined(record['conversation_id']) ?? wordsOrUndefined(record['id']);
  if (id !== undefined) return id;
  // Exports of single chats by other tools may lack it; the root's id is as good.
  const [first] = Object.keys(objectOrEmpty(record['mapping']));
  if (first === undefined) throw new ImportError('invalid', 'conversation_id');
  return first;
}

async function toExternalMessage(
  id: string,
  parentId: string | null,
  message: ChatGptMessage,
  context: { readonly call: string | undefined; readonly model: string | undefined; readonly source: RecordSource },
): Promise<ExternalMessage> {
  const { author, status, metadata } = message;
  const details = objectOrEmpty(metadata?.['finish_details']);
  const finish = textOrUndefined(details['type']);
  const isComplete = (status ?? 'finished_successfully') === 'finished_successfully';
  return {
    id,
    parentId,
    role: author.role === 'user' ? 'user' : author.role === 'tool' ? 'tool' : 'assistant',
    parts: await chatGptParts(id, message, context.call, context.source),
    createdAt: timeOrUndefined(message.create_time),
    status: isComplete && finish !== 'interrupted' ? 'complete' : 'interrupted',
    provider: 'openai',
    model: wordsOrUndefined(metadata?.['model_slug']) ?? context.model,
    ...(finish === 'stop' || finish === 'max_tokens'
      ? { finishReason: finish === 'stop' ? 'stop' : 'length', rawFinishReason: finish }
      : {}),
  };
}

/** The nodes, each after its parent as far as that is there: what calls a tool is known before its results. */
function parentsFirst(mapping: JsonObject): readonly (readonly [string, unknown])[] {
  const nodes = new Map(Object.entries(mapping));
  const ordered = new Map<string, unknown>();
  for (const start of nodes.keys()) {
    const path = new Set<string>();
    for (let id: string | undefined = start; id !== undefined && nodes.has(id) && !ordered.has(id) && !path.has(id);) {
      path.add(id);
      id = textOrUndefined(objectOrEmpty(nodes.get(id))['parent']);
    }
    for (const id of [...path].reverse()) ordered.set(id, nodes.get(id));
  }
  return [...ordered];
}
