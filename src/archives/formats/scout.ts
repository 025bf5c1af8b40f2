import * as v from 'valibot';
import { errorCodes } from '../../core/errors.js';
import { cacheMissReasons, finishReasons, type AttachmentPart, type MessagePart } from '../../core/message.js';
import { soundAttachment } from '../../core/soundAttachment.js';
import { soundTime } from '../../core/soundTime.js';
import type { Conversation, StoredJob, StoredMessage } from '../../storage/api/chatHistory.js';
import { soundSelection } from '../../storage/api/soundSelection.js';
import { ImportError } from '../importError.js';
import { isObject } from '../input/jsonRecords.js';
import { ContentBounds } from '../normalize/contentBounds.js';
import { isSoundRevision } from '../normalize/revision.js';
import { knownOpaque, ShownTexts } from './knownOpaque.js';
import type { ImportedConversation, ImportedPart, RecordSource } from '../importedConversation.js';

/** The first member of SCOUT's own archives, and the version this SCOUT writes and reads. docs/archives.md describes them. */
export const scoutFormat = 'scout-archive';
export const scoutVersion = 1;

/** A conversation in an archive: with its messages, which therefore need not name it. */
export type ArchivedConversation = Omit<Conversation, 'deletedAt'> & {
  readonly messages: readonly Omit<StoredMessage, 'conversationId'>[];
  readonly jobs: readonly Omit<StoredJob, 'conversationId'>[];
};

/** Whether an archive is one of SCOUT's. @throws ImportError `newer`, `invalid` */
export function isScoutHeader(header: unknown): boolean {
  if (!isObject(header) || header['format'] !== scoutFormat) return false;
  const { version } = header;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    throw new ImportError('invalid', 'version');
  if (version > scoutVersion) throw new ImportError('newer', String(version));
  return true;
}

/** A conversation of such an archive, as it was when it was exported. @throws ImportError `invalid` */
export function readScoutConversation(
  record: unknown,
  source: Pick<RecordSource, 'note' | 'limits'>,
): ImportedConversation {
  const result = v.safeParse(archived, record, { abortEarly: true });
  if (!result.success) throw new ImportError('invalid', v.getDotPath(result.issues[0]) ?? undefined);
  const { messages, jobs, ...conversation } = result.output;
  const { limits } = source;
  const bounds = new ContentBounds(source);
  const { id: conversationId, workspace, persona, tags } = conversation;
  return {
    kind: 'scout',
    conversation: {
      ...conversation,
      title: bounds.label(conversation.title),
      workspace: bounds.address(workspace),
      persona: persona === null ? null : bounds.label(persona, limits.nameCharacters),
      tags: bounds.tags(tags),
    },
    messages: parentsFirst(messages)
      .filter(() => bounds.takeMessage())
      .map(({ revision, ...message }) => {
        const parts = withKnownOpaque(bounds.parts(message.parts), source.note);
        const isSound = revision !== undefined && isSoundRevision(revision, message.id, parts, message.status);
        return { ...bounds.fields(message), parts, conversationId, ...(isSound ? { revision } : {}) };
      }),
    jobs: bounds.jobs(jobs).map((job) => ({
      ...bounds.fields(job),
      before: bounds.label(job.before),
      ...(job.after === undefined ? {} : { after: bounds.label(job.after) }),
      conversationId,
    })),
  };
}

function withKnownOpaque(parts: readonly ImportedPart[], note: RecordSource['note']): readonly ImportedPart[] {
  const shown = new ShownTexts(parts);
  return parts.flatMap((part): readonly ImportedPart[] => {
    if (part.type !== 'opaque') return [part];
    const kept = knownOpaque(part, shown);
    note(kept === undefined ? 'opaque-hidden' : 'opaque');
    return kept === undefined ? [] : [kept];
  });
}

/** Two ids must stay two wherever they are stored: see `requireId` of the storage. The length is what views take. */
const id = v.pipe(
  v.string(),
  v.nonEmpty(),
  v.maxLength(100),
  v.check((text) => text.isWellFormed() && !text.includes('\0')),
);
const time = v.pipe(v.number(), v.finite(), v.transform(soundTime));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const data = v.pipe(
  v.unknown(),
  v.check((value) => value !== undefined),
);

function oneOf<K extends string>(options: Readonly<Record<K, true>>): v.PicklistSchema<K[], undefined> {
  return v.picklist(Object.keys(options) as K[]);
}

/** What of it is not sound costs it that field, and the archive nothing: later versions may know more. */
const attachment = v.pipe(
  v.looseObject({ type: v.literal('attachment'), id }),
  v.transform((part): AttachmentPart => soundAttachment(part) ?? soundAttachment({ ...part, text: '' })!),
);

const otherPart = v.variant('type', [
  v.object({ type: v.literal('text'), text: v.string() }),
  v.object({ type: v.literal('reasoning'), text: v.string() }),
  v.object({ type: v.literal('refusal'), text: v.string() }),
  v.object({ type: v.literal('tool-call'), id: v.string(), name: v.string(), input: data }),
  v.object({ type: v.literal('tool-result'), callId: v.string(), output: v.string(), isError: v.boolean() }),
  v.object({ type: v.literal('file'), mediaType: v.string(), data: v.string(), name: v.exactOptional(v.string()) }),
  v.object({
    type: v.literal('citation'),
    citation: v.object({ url: v.string(), title: v.exactOptional(v.string()) }),
  }),
  v.object({ type: v.literal('opaque'), vendor: v.string(), data }),
]) satisfies v.GenericSchema<unknown, MessagePart>;

const part = v.lazy((input) => (isAttachment(input) ? attachment : otherPart)) satisfies v.GenericSchema<
  unknown,
  MessagePart
>;

function isAttachment(input: unknown): boolean {
  return typeof input === 'object' && input !== null && 'type' in input && input.type === 'attachment';
}

const usage = v.object({
  inputTokens: count,
  outputTokens: count,
  cachedInputTokens: v.exactOptional(count),
  cacheWriteTokens: v.exactOptional(count),
  reasoningTokens: v.exactOptional(count),
  cacheMissReason: v.exactOptional(oneOf(cacheMissReasons)),
  isEstimate: v.exactOptional(v.literal(true)),
});

const failure = v.object({ code: oneOf(errorCodes), message: v.string() });

const message = v.object({
  id,
  parentId: v.nullable(id),
  role: v.picklist(['user', 'assistant', 'tool']),
  parts: v.array(part),
  createdAt: time,
  status: v.picklist(['complete', 'interrupted', 'failed']),
  provider: v.exactOptional(v.string()),
  providerName: v.exactOptional(v.string()),
  model: v.exactOptional(v.string()),
  usage: v.exactOptional(usage),
  finishReason: v.exactOptional(oneOf(finishReasons)),
  rawFinishReason: v.exactOptional(v.string()),
  error: v.exactOptional(failure),
  revision: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
});

const job = v.object({
  id,
  kind: v.literal('title'),
  provider: v.string(),
  model: v.string(),
  createdAt: time,
  status: v.picklist(['complete', 'failed']),
  before: v.string(),
  after: v.exactOptional(v.string()),
  usage: v.exactOptional(usage),
  error: v.exactOptional(failure),
});

const archived = v.object({
  id,
  title: v.string(),
  createdAt: time,
  updatedAt: time,
  workspace: v.nullable(v.string()),
  headId: v.nullable(id),
  persona: v.nullable(v.string()),
  pinned: v.boolean(),
  archived: v.boolean(),
  tags: v.array(v.string()),
  // Archives of earlier versions have none. What is none costs the archive nothing.
  selection: v.optional(v.pipe(v.unknown(), v.transform(soundSelection)), null),
  messages: v.array(message),
  jobs: v.array(job),
}) satisfies v.GenericSchema<unknown, ArchivedConversation>;

/** Repeated ids are the first message's. Nothing else is changed: what was exported with a missing parent is imported so. */
function parentsFirst<M extends { readonly id: string; readonly parentId: string | null }>(
  messages: readonly M[],
): M[] {
  const byId = new Map<string, M>();
  for (const entry of messages) if (!byId.has(entry.id)) byId.set(entry.id, entry);
  const ordered = new Set<M>();
  for (const start of byId.values()) {
    const path = new Set<M>();
    let next: M | undefined = start;
    while (next !== undefined && !ordered.has(next) && !path.has(next)) {
      path.add(next);
      next = next.parentId === null ? undefined : byId.get(next.parentId);
    }
    for (const entry of [...path].reverse()) ordered.add(entry);
  }
  return [...ordered];
}
