import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { DraftAttachments } from '../../../attachments/draftAttachments.js';
import type { ConversationSession } from '../../../chat/conversation/conversationSession.js';
import { abortError, ScoutError } from '../../../core/errors.js';
import type { Logger } from '../../../core/logger.js';
import type { AttachmentPart } from '../../../core/message.js';
import type { OutgoingContent, SendGate, SendTarget } from '../../../privacy/sendGate.js';
import type { TargetStatus } from '../../../models/providerStatus.js';
import type { PromptSource } from '../../../prompts/promptSource.js';
import type { Question } from './question.js';
import { refuseUnread } from './refuseUnread.js';

/** How long is waited before each attempt to remove what was sent, in milliseconds: a virus scanner lets go of a file soon. */
const removalPausesMs = [0, 100, 400];

export interface QuestionContentDependencies {
  readonly attachments: DraftAttachments;
  readonly prompts: PromptSource;
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
    const { attachments, gate, targetOf, modelOf } = this.#dependencies;
    const { conversationId, attachmentIds } = question;
    const drafted = attachmentIds.length === 0 ? [] : await attachments.list(conversationId);
    const attached = attachmentIds.map((id) => found(drafted, id));
    const { text, context } = await this.#filledIn(question.text, signal);
    const query = {
      conversationId,
      text,
      attachments: [...attached, ...context],
      target: targetOf(session),
      mayAsk: true,
    };
    refuseUnread(query.attachments, modelOf(session));
    return gate.check(query, signal);
  }

  /** A prompt that is called by its name is what it stands for, with what it attaches. */
  async #filledIn(
    text: string,
    signal: AbortSignal,
  ): Promise<{ readonly text: string; readonly context: readonly AttachmentPart[] }> {
    const { prompts } = this.#dependencies;
    const command = text.startsWith('/') ? await prompts.commandOf(text) : undefined;
    if (command === undefined) return { text, context: [] };
    const accepted = await prompts.accept(command.id, command.argument, signal);
    if (accepted === undefined) throw abortError();
    return { text: accepted.text, context: accepted.attachments };
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

function found(attachments: readonly AttachmentPart[], id: string): AttachmentPart {
  const attachment = attachments.find((part) => part.id === id);
  if (attachment === undefined)
    throw new ScoutError(
      'invalid-request',
      vscode.l10n.t('Something that was attached is no longer there. Nothing was sent. Attach it again.'),
    );
  return attachment;
}
