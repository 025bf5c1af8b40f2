import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { attachmentText } from '../../../attachments/attachmentText.js';
import type { ChatAttachments } from '../../../attachments/draftAttachments.js';
import type { ConversationSession } from '../../../chat/conversation/conversationSession.js';
import { ScoutError } from '../../../core/errors.js';
import type { Logger } from '../../../core/logger.js';
import type { AttachmentPart } from '../../../core/message.js';
import type { OutgoingContent, RequestText, SendGate, SendTarget } from '../../../privacy/sendGate.js';
import type { TargetStatus } from '../../../models/providerStatus.js';
import type { Question } from './question.js';
import { refuseUnread } from './refuseUnread.js';

/** How long is waited before each attempt to remove what was sent, in milliseconds: a virus scanner lets go of a file soon. */
const removalPausesMs = [0, 100, 400];

export interface QuestionContentDependencies {
  readonly attachments: ChatAttachments;
  readonly gate: SendGate;
  /** Where the chat would send its next question. @throws ScoutError when there is nobody to ask */
  readonly targetOf: (session: ConversationSession) => SendTarget;
  /** The model it would be, and what that is known to read. */
  readonly modelOf: (session: ConversationSession) => Pick<TargetStatus, 'model' | 'inputs'>;
  readonly logger: Logger;
}

/** What questions are sent with, once the user has decided what there is to decide. */
export class QuestionContent {
  readonly #dependencies: QuestionContentDependencies;
  /** What was sent and could not be removed from the draft, by conversation. */
  readonly #left = new Map<string, readonly string[]>();

  constructor(dependencies: QuestionContentDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * The text and what was attached to it, as they may be sent; stored and sent is nothing else.
   * @throws ScoutError when something attached cannot be found any more, the model does not read it, or a rule keeps it here; `AbortError` when the user does not want it
   */
  async of(session: ConversationSession, question: Question, signal: AbortSignal): Promise<OutgoingContent> {
    const { gate, targetOf, modelOf } = this.#dependencies;
    const { conversationId, text, attachmentIds } = question;
    const attached = await this.#attached(conversationId, attachmentIds);
    refuseUnread(attached, modelOf(session));
    const earlier = saidBefore(session);
    const query = { conversationId, text, attachments: attached, target: targetOf(session), mayAsk: true, earlier };
    return gate.check(query, signal);
  }

  async #attached(conversationId: string, ids: readonly string[]): Promise<readonly AttachmentPart[]> {
    const { attachments } = this.#dependencies;
    if (ids.length === 0) return [];
    const drafted = await attachments.list(conversationId);
    const isThere = ids.every((id) => drafted.some((part) => part.id === id));
    if (isThere) return ids.map((id) => found(drafted, id));
    // The question may have been written before this host was there, which is still to find what comes by itself.
    await attachments.settled(conversationId);
    const settled = await attachments.list(conversationId);
    return ids.map((id) => found(settled, id));
  }

  /**
   * They are stored with the question now, and leave the draft. Never rejects, since the question is asked: what cannot be removed is tried again
   * a few times, and once more with each question of its conversation.
   */
  async removeSent({ conversationId, attachmentIds }: Question): Promise<void> {
    const ids = [...(this.#left.get(conversationId) ?? []), ...attachmentIds];
    if (ids.length === 0) return;
    this.#left.delete(conversationId);
    let failure: unknown;
    for (const pauseMs of removalPausesMs)
      try {
        if (pauseMs > 0) await delay(pauseMs);
        return await this.#dependencies.attachments.remove(conversationId, ids);
      } catch (error) {
        failure = error;
      }
    this.#left.set(conversationId, ids);
    this.#dependencies.logger.error('Could not remove attachments from a draft with which they were sent', failure);
  }
}

/** What goes along with a question, about: the check of the whole request looks at all of it. */
function saidBefore({ branch }: ConversationSession): readonly RequestText[] {
  return branch.flatMap(({ parts }) =>
    parts.flatMap((part): readonly RequestText[] => {
      if (part.type === 'text') return [{ text: part.text, attachment: undefined }];
      if (part.type !== 'attachment' || part.text === undefined) return [];
      return [{ text: attachmentText(part, part.text), attachment: part }];
    }),
  );
}

function found(attachments: readonly AttachmentPart[], id: string): AttachmentPart {
  const attachment = attachments.find((part) => part.id === id);
  if (attachment === undefined)
    throw new ScoutError(
      'invalid-request',
      vscode.l10n.t('Something that was attached is no longer there. Nothing was sent. Attach it again.'),
    );
  return attachment;
}
