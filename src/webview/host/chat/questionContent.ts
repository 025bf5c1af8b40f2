import * as vscode from 'vscode';
import type { DraftAttachments } from '../../../attachments/draftAttachments.js';
import type { ConversationSession } from '../../../chat/conversation/conversationSession.js';
import { abortError, ScoutError } from '../../../core/errors.js';
import type { AttachmentPart } from '../../../core/message.js';
import type { OutgoingContent, SendGate, SendTarget } from '../../../privacy/sendGate.js';
import type { PromptSource } from '../../../prompts/promptSource.js';
import type { Question } from './question.js';

export interface QuestionContentDependencies {
  readonly attachments: DraftAttachments;
  readonly prompts: PromptSource;
  readonly gate: SendGate;
  /** Where the chat would send its next question. @throws ScoutError when there is nobody to ask */
  readonly targetOf: (session: ConversationSession) => SendTarget;
}

/** What questions are sent with, once the user has decided what there is to decide. */
export class QuestionContent {
  readonly #dependencies: QuestionContentDependencies;

  constructor(dependencies: QuestionContentDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * The text and what was attached to it, as they may be sent; stored and sent is nothing else.
   * @throws ScoutError when something attached cannot be found any more, or a rule keeps it here; `AbortError` when the user does not want it
   */
  async of(session: ConversationSession, question: Question, signal: AbortSignal): Promise<OutgoingContent> {
    const { attachments, gate, targetOf } = this.#dependencies;
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
    return gate.check(query, signal).catch((error: unknown) => {
      throw onlyAttached(error, attachmentIds);
    });
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

  /** They are stored with the question now. */
  removeSent({ conversationId, attachmentIds }: Question): Promise<void> {
    if (attachmentIds.length === 0) return Promise.resolve();
    return this.#dependencies.attachments.remove(conversationId, attachmentIds);
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

/** A refusal names what can be taken off: what a prompt has brought along is not there to be. */
function onlyAttached(error: unknown, attachmentIds: readonly string[]): unknown {
  if (!(error instanceof ScoutError) || error.attachmentIds.every((id) => attachmentIds.includes(id))) return error;
  return new ScoutError(error.code, error.message);
}
