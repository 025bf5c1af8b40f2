import { attachmentText } from '../../attachments/attachmentText.js';
import type { PromptEntry } from '../../chat/answering/promptManifest.js';
import type { PolicedRequest, SendPolicy } from '../../chat/answering/sendPolicy.js';
import type { ModelRef } from '../../models/modelSelection.js';
import { isSameTarget, type RequestGate, type RequestText } from '../../privacy/sendGate.js';
import { requiredSendTarget } from '../models/sendTargetOf.js';
import { localOnlyChatRefusal } from './localOnlyRefusal.js';
import { localOnlyRules } from './privacySettings.js';

/** Keeps from every request of a chat what is only for local models, and asks about the secrets in all of it; also in what was said long ago. */
export class ChatSendPolicy implements SendPolicy {
  readonly #gate: RequestGate;

  constructor(gate: RequestGate) {
    this.#gate = gate;
  }

  check(entries: readonly PromptEntry[], { endpoint }: ModelRef): void {
    const attachments = entries.flatMap(({ attachment }) => (attachment === undefined ? [] : [attachment]));
    if (attachments.length === 0) return;
    const target = requiredSendTarget(endpoint);
    const refusals = localOnlyRules().refused(attachments, target);
    if (refusals.length > 0) throw localOnlyChatRefusal(refusals, target);
  }

  async sendable(request: PolicedRequest, signal: AbortSignal): Promise<readonly PromptEntry[]> {
    this.check(request.entries, request.ref);
    const target = requiredSendTarget(request.ref.endpoint);
    const entries = await this.#checked(request, true, signal);
    // The rules, or the endpoint's address, may have become others while the question stood there.
    this.check(request.entries, request.ref);
    return isSameTarget(target, requiredSendTarget(request.ref.endpoint)) ? entries : this.sendable(request, signal);
  }

  preview(request: PolicedRequest, signal: AbortSignal): Promise<readonly PromptEntry[]> {
    return this.#checked(request, false, signal);
  }

  async #checked(
    { conversationId, ref, entries }: PolicedRequest,
    mayAsk: boolean,
    signal: AbortSignal,
  ): Promise<readonly PromptEntry[]> {
    const texts = entries.map(textOf);
    const target = requiredSendTarget(ref.endpoint);
    const given = texts.filter((text) => text !== undefined);
    const sent = await this.#gate.checkRequest({ conversationId, target, texts: given, mayAsk }, signal);
    let next = 0;
    return entries.map((entry, at) => {
      const before = texts[at]?.text;
      if (before === undefined) return entry;
      const text = sent[next++] ?? '';
      return text === before ? entry : withText(entry, text);
    });
  }
}

/** What a model reads of it; `undefined` where that is no text, or nothing is sent. A PDF is read as the text in it. */
function textOf({ part, attachment }: PromptEntry): RequestText | undefined {
  if (part === undefined) return undefined;
  if ('text' in part) return { text: part.text, attachment };
  const text = part.type === 'file' ? attachment?.text : undefined;
  return text === undefined ? undefined : { text, attachment };
}

/** What has data beside its text goes as the text alone: the secret would be in the data as well. */
function withText({ part, attachment, ...entry }: PromptEntry, text: string): PromptEntry {
  const owner = attachment === undefined ? entry : { ...entry, attachment };
  if (part !== undefined && 'text' in part) return { ...owner, part: { ...part, text } };
  return {
    ...owner,
    part: { type: 'text', text: attachment === undefined ? text : `${attachmentText(attachment, text)}\n\n` },
  };
}
