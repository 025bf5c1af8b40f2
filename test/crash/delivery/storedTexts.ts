import path from 'node:path';
import { silentLogger } from '../../../src/core/logger.js';
import { Drafts } from '../../../src/profile/drafts.js';
import { LocalUserPreferences } from '../../../src/profile/localUserPreferences.js';
import type { MessagePart } from '../../../src/core/message.js';
import { StoredDraftAttachments } from '../../../src/profile/storedDraftAttachments.js';
import type { StoredMessage } from '../../../src/storage/api/chatHistory.js';
import { createStorage } from '../../../src/storage/host/storage.js';
import { attachmentTexts } from './deliveryAttachments.js';
import type { DeliveryPrograms } from './deliveryPrograms.js';

export interface TextFaults {
  readonly lost: number;
  readonly doubled: number;
  /** Questions that stand before one that was sent earlier. */
  readonly disordered: number;
}

export interface StoredTexts {
  /** The questions of all conversations, by conversation, in the order in which each follows the other. */
  readonly conversations: readonly (readonly string[])[];
  readonly drafts: readonly string[];
  /** What each question of all conversations says and what is attached to it, and what is attached to each draft, by label. */
  readonly attachments: readonly { readonly text: string; readonly labels: readonly string[] }[];
}

/** Opens the storage in this folder, beside whoever else uses it. */
export async function storedTexts(
  folder: string,
  programs: Pick<DeliveryPrograms, 'worker' | 'sqlJs'>,
  chatIds: Iterable<string>,
): Promise<StoredTexts> {
  const storage = createStorage({
    directory: folder,
    workerFile: programs.worker,
    sqlJsDirectory: programs.sqlJs,
    logger: silentLogger,
  });
  const drafts = new Drafts(new LocalUserPreferences(storage.users, 'ada', silentLogger), silentLogger);
  const conversations = await storage.history.conversations({}, 1_000);
  const all = await Promise.all(conversations.map(({ id }) => storage.history.messages(id)));
  const draftTexts = await Promise.all([...chatIds].map((id) => drafts.text(id)));
  const files = new StoredDraftAttachments(path.join(folder, 'draft-attachments'), attachmentTexts, silentLogger);
  const attachedToDrafts = await Promise.all(
    [...chatIds].map(async (id) => ({ text: await drafts.text(id), labels: labelsIn(await files.list(id)) })),
  );
  await storage.closeUsers();
  await storage.closeHistory();
  const attachedToQuestions = all
    .flat()
    .filter(({ role }) => role === 'user')
    .map(({ parts }) => ({ text: textIn(parts), labels: labelsIn(parts) }));
  const attachments = [...attachedToQuestions, ...attachedToDrafts];
  return { conversations: all.map(questionsOf), drafts: draftTexts, attachments };
}

function questionsOf(messages: readonly StoredMessage[]): readonly string[] {
  return messages
    .filter(({ role }) => role === 'user')
    .sort((a, b) => depth(messages, a) - depth(messages, b))
    .flatMap(({ parts }) => parts.map((part) => (part.type === 'text' ? part.text : '')));
}

function textIn(parts: readonly MessagePart[]): string {
  return parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

function labelsIn(parts: readonly MessagePart[]): readonly string[] {
  return parts.flatMap((part) => (part.type === 'attachment' ? [part.label] : []));
}

/** How many of the attachments are not exactly once with the text that they were attached to, whole. */
export function lostAttachmentsOf(attached: Iterable<string>, { attachments }: StoredTexts): number {
  return [...attached].filter((label) => {
    const places = attachments.filter(({ labels }) => labels.includes(label));
    return places.length !== 1 || !places[0]!.text.split('\n\n').includes(label);
  }).length;
}

/** How many messages stand before this one on its branch. */
function depth(messages: readonly StoredMessage[], { parentId }: StoredMessage): number {
  const parent = messages.find(({ id }) => id === parentId);
  return parent === undefined ? 0 : 1 + depth(messages, parent);
}

/** What became of the texts that were sent, in the order in which they were. */
export function compareTexts(texts: readonly string[], { conversations, drafts }: StoredTexts): TextFaults {
  // What stood in the composer already is a paragraph of its own.
  const paragraphsOf = (whole: string): readonly string[] => whole.split('\n\n');
  const found = [...conversations.flat(), ...drafts].flatMap(paragraphsOf);
  const count = (text: string): number => found.filter((other) => other === text).length;
  const positions = conversations.map((questions) =>
    questions
      .flatMap(paragraphsOf)
      .map((text) => texts.indexOf(text))
      .filter((position) => position >= 0),
  );
  return {
    lost: texts.filter((text) => count(text) === 0).length,
    doubled: texts.filter((text) => count(text) > 1).length,
    disordered: positions.flatMap((all) => all.filter((position, index) => position < (all[index - 1] ?? -1))).length,
  };
}
