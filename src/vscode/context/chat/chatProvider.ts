import * as vscode from 'vscode';
import type { AttachmentCandidate, AttachmentProvider } from '../../../attachments/attachmentSource.js';
import { newAttachment } from '../../../attachments/newAttachment.js';
import { endWithin } from '../../../attachments/textWithin.js';
import { dateFormatter } from '../../../archives/export/exportTexts.js';
import { markdownDocument } from '../../../archives/export/markdownDocument.js';
import { ScoutError } from '../../../core/errors.js';
import { textOf, type AttachmentPart } from '../../../core/message.js';
import { labelOf } from '../../../core/text/labelOf.js';
import { authorOf } from '../../../presentation/author.js';
import type { ChatHistory, Conversation, SearchHit } from '../../../storage/api/chatHistory.js';
import { localizedExportTexts } from '../../archives/localizedExportTexts.js';
import { branchSources } from './branchSources.js';
import { newestMessages } from './newestMessages.js';

/** What a model is given of a chat, in UTF-16 code units. */
const maximumChatText = 200_000;
/** How many chats are offered: the latest ones, or those found. */
const offered = 8;

export const chatPrefix = 'chat';

export interface ChatProviderDependencies {
  readonly history: Pick<ChatHistory, 'conversation' | 'conversations' | 'messages' | 'messagePages' | 'search'>;
  /** The folder the window shows, as a URI. */
  readonly workspace: string | null;
  readonly displayNameOf: (provider: string) => string;
}

/** Other chats, and single answers in them. A candidate's id is `chat:`, the chat's id, and for an answer a slash and its id. */
export class ChatProvider implements AttachmentProvider {
  readonly prefix = chatPrefix;
  readonly #dependencies: ChatProviderDependencies;

  constructor(dependencies: ChatProviderDependencies) {
    this.#dependencies = dependencies;
  }

  async find(query: string, signal: AbortSignal): Promise<readonly AttachmentCandidate[]> {
    const { history, workspace } = this.#dependencies;
    if (query.trim() === '') {
      const latest = await history.conversations({}, offered);
      signal.throwIfAborted();
      return latest.filter(({ headId }) => headId !== null).map((conversation) => conversationCandidate(conversation));
    }
    const { hits } = await history.search({ text: query, limit: 2 * offered, workspace }, signal);
    const candidates = hits.map((hit) => this.#candidateOf(hit));
    return [...new Map(candidates.map((candidate) => [candidate.id, candidate])).values()].slice(0, offered);
  }

  async capture(candidateId: string, signal: AbortSignal): Promise<readonly AttachmentPart[]> {
    const [, id = '', messageId] = /^[^:]+:([^/]+)(?:\/(.+))?$/u.exec(candidateId) ?? [];
    const conversation = await this.#dependencies.history.conversation(id);
    if (conversation === undefined || conversation.deletedAt !== null) throw gone();
    const part =
      messageId === undefined
        ? await this.#whole(conversation, signal)
        : await this.#answer(conversation, messageId, signal);
    signal.throwIfAborted();
    return [part];
  }

  #candidateOf(hit: SearchHit): AttachmentCandidate {
    const { conversation, messageId, role } = hit;
    const whole = conversationCandidate(conversation);
    if (messageId === null || role !== 'assistant') return whole;
    const author = authorOf(hit, vscode.l10n.t('You'), this.#dependencies.displayNameOf);
    const said = labelOf(hit.snippet.map(({ text }) => text).join(''), 100);
    return { ...whole, id: `${whole.id}/${messageId}`, description: labelOf(`${author}: ${said}`) };
  }

  async #whole(conversation: Conversation, signal: AbortSignal): Promise<AttachmentPart> {
    const { branch, isCut } = await newestMessages(this.#dependencies.history, conversation, maximumChatText, signal);
    if (branch.length === 0) throw gone();
    const texts = localizedExportTexts();
    const language = vscode.env.language;
    const document = markdownDocument(conversation, branch, texts, dateFormatter({ language }));
    // What SCOUT notes for itself about a chat is nothing for a model.
    const said = document.replace(/^---\n[^]*?\n---\n\n/u, '');
    const end = endWithin(said, maximumChatText);
    return newAttachment({
      kind: 'chat',
      label: titleOf(conversation),
      text: end.text,
      mediaType: 'text/markdown',
      languageId: 'markdown',
      bytes: Buffer.byteLength(said),
      ...(await this.#sources(conversation.id, branch.at(-1)!.id, signal)),
      ...(isCut || end.isCut ? { note: vscode.l10n.t('only the newest part of the chat') } : {}),
    });
  }

  async #answer(conversation: Conversation, messageId: string, signal: AbortSignal): Promise<AttachmentPart> {
    const [message] = await this.#dependencies.history.messages(conversation.id, [messageId]);
    const text = message === undefined ? '' : textOf(message.parts);
    if (message === undefined || text.trim() === '') throw gone();
    return newAttachment({
      kind: 'chat',
      label: vscode.l10n.t('Answer in “{0}”', titleOf(conversation)),
      text,
      mediaType: 'text/markdown',
      languageId: 'markdown',
      ...(await this.#sources(conversation.id, message.id, signal)),
    });
  }

  async #sources(
    conversationId: string,
    messageId: string,
    signal: AbortSignal,
  ): Promise<Pick<AttachmentPart, 'sources'>> {
    const sources = await branchSources(this.#dependencies.history, conversationId, messageId, signal);
    return sources.length === 0 ? {} : { sources };
  }
}

function conversationCandidate(conversation: Conversation): AttachmentCandidate {
  return {
    id: `${chatPrefix}:${conversation.id}`,
    kind: 'chat',
    label: titleOf(conversation),
    description: vscode.l10n.t('Chat'),
    matches: [],
  };
}

function titleOf({ title }: Conversation): string {
  return labelOf(title) || vscode.l10n.t('New Chat');
}

function gone(): ScoutError {
  return new ScoutError('unsupported-input', vscode.l10n.t('This chat is gone or empty. Nothing was attached.'));
}
