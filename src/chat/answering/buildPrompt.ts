import { isSameAttachment } from '../../attachments/isSameAttachment.js';
import { attachmentText } from '../../attachments/attachmentText.js';
import { readableJson } from '../../core/json.js';
import type { AttachmentPart, MessagePart, SendablePart } from '../../core/message.js';
import type { ModelSelection } from '../../models/modelSelection.js';
import type { StoredMessage } from '../../storage/api/chatHistory.js';
import { maximumMessageLength } from '../limits.js';
import type { PromptEntry, PromptOmission } from './promptManifest.js';

/** Who is asked next: what another vendor or model left for itself is of no use to it. */
export type TargetModel = Pick<ModelSelection, 'ref' | 'vendor' | 'inputs'>;

const continueInstruction =
  'Your previous answer was cut off. Continue it exactly where it stopped: repeat nothing, and do not comment on the interruption.';

/**
 * What the model is sent for a branch, and what is left out: every message with something to say, consecutive messages of one
 * role joined, which several vendors refuse. A question whose answer failed without a word is not sent along with
 * another one: it is asked again when the user tries again.
 */
export function buildPrompt(branch: readonly StoredMessage[], target: TargetModel): PromptEntry[] {
  const entries: PromptEntry[] = [];
  const kept = new Set(withoutFailedQuestions(branch));
  const attached = new AttachedContent();
  for (const message of branch) {
    // Results of tools are text, and what is no answer is a question.
    const role = message.role === 'assistant' ? 'assistant' : 'user';
    const origin = role === 'assistant' ? 'answer' : 'question';
    const owner = { origin, role, messageId: message.id } as const;
    if (!kept.has(message)) {
      entries.push({ ...owner, omission: 'failed' });
      continue;
    }
    const parts = message.parts.map((part) => ({ ...owner, ...outcomeOf(part, message, target, attached) }));
    const isSaid = parts.some(({ part }) => part !== undefined && saysSomething(part));
    const own = isSaid ? parts : parts.map(withoutPart);
    entries.push(...(role === 'user' ? separated(entries, own) : own));
  }
  return entries;
}

/** The prompt that asks for the rest of the answer the branch ends with. */
export function buildContinuationPrompt(branch: readonly StoredMessage[], target: TargetModel): PromptEntry[] {
  const entries = buildPrompt(branch, target);
  const last = entries.findLast(({ part }) => part !== undefined);
  // An answer that broke off before its first word: the question is simply asked again.
  if (last?.role !== 'assistant') return entries;
  const part = { type: 'text', text: continueInstruction } as const;
  return [...entries, { origin: 'continuation', role: 'user', messageId: last.messageId, part }];
}

/** Vendors refuse messages of white space, and with them every further question of the chat; so an empty answer is left out. */
function saysSomething(part: SendablePart): boolean {
  return part.type !== 'opaque' && !('text' in part && part.text.trim() === '');
}

function withoutPart({ part: _, ...entry }: PromptEntry): PromptEntry {
  return { omission: 'empty', ...entry };
}

/** The branch without the questions that were given up: nothing was answered before another one was asked. */
function withoutFailedQuestions(branch: readonly StoredMessage[]): readonly StoredMessage[] {
  const kept: StoredMessage[] = [];
  for (const message of branch) {
    const before = kept.findLastIndex((earlier) => !isWordlessFailure(earlier));
    // Tried several times, perhaps.
    const isGivenUp = message.role === 'user' && before !== kept.length - 1 && kept[before]?.role === 'user';
    if (isGivenUp) kept.length = before;
    kept.push(message);
  }
  return kept;
}

function isWordlessFailure({ role, status, parts }: StoredMessage): boolean {
  const isFailure = role === 'assistant' && (status === 'failed' || status === 'interrupted');
  return isFailure && !parts.some(({ type }) => type !== 'opaque' && type !== 'reasoning' && type !== 'citation');
}

type Outcome = Pick<PromptEntry, 'part' | 'omission'> & Partial<Pick<PromptEntry, 'origin' | 'attachment'>>;

const leftOut = (omission: PromptOmission): Outcome => ({ omission });

/**
 * Reasoning is for the reader; what the vendor needs of it is in the opaque parts. Those go back to the
 * same vendor and model only, and never from an answer that broke off: a signature or an encrypted item
 * without what follows it is refused. SCOUT offers no tools; what tools did in chats from other programs is sent
 * as text, because vendors refuse calls of tools that are not offered, or that have names they do not allow.
 */
function outcomeOf(part: MessagePart, message: StoredMessage, target: TargetModel, attached: AttachedContent): Outcome {
  const { ref, vendor } = target;
  switch (part.type) {
    case 'opaque': {
      const own = message.status === 'complete' && message.provider === ref.endpoint && message.model === ref.model;
      return own && part.vendor === vendor ? { part } : leftOut('other-model');
    }
    case 'text':
    case 'refusal':
      return part.text === '' ? leftOut('empty') : { part };
    case 'reasoning':
      return leftOut('thoughts');
    case 'citation':
      return leftOut('sources');
    case 'attachment':
      return { origin: 'attachment', attachment: part, ...attachedPart(part, target, attached) };
    case 'file':
      // Most vendors take pictures in questions only; one that draws wants its own back.
      return message.role === 'assistant' && message.provider !== ref.endpoint
        ? { part: { type: 'text', text: '[A picture was shown here.]' }, omission: 'picture' }
        : { part };
    case 'tool-call':
      return textOutcome(`\n\n[Tool call: ${part.name} ${readableJson(part.input, maximumMessageLength)}]\n\n`);
    case 'tool-result':
      return textOutcome(`[Tool ${part.isError ? 'failure' : 'result'}: ${part.output}]`);
  }
}

function textOutcome(text: string): Outcome {
  return { part: { type: 'text', text } };
}

/** What was attached, once: what has not changed since it was sent is not sent again. A PDF goes as its text to a model that takes none. */
function attachedPart(
  part: AttachmentPart,
  { inputs }: TargetModel,
  attached: AttachedContent,
): Pick<PromptEntry, 'part' | 'omission'> {
  const { label, mediaType, text, data } = part;
  if (attached.has(part))
    return { ...textOutcome(`${attachmentText(part, 'Unchanged: see above.')}\n\n`), omission: 'unchanged' };
  const isRefused = mediaType === 'application/pdf' && inputs?.pdfInput === false && text !== undefined;
  if (data !== undefined && !isRefused) return { part: { type: 'file', mediaType, data, name: label } };
  return textOutcome(`${attachmentText(part, text ?? '')}\n\n`);
}

/** What a request has of attachments so far. */
class AttachedContent {
  readonly #byPlace = new Map<string, AttachmentPart[]>();

  /** Whether the same was there; it is from now on. */
  has(part: AttachmentPart): boolean {
    const place = part.uri ?? part.label;
    const there = this.#byPlace.get(place) ?? [];
    if (there.some((earlier) => isSameAttachment(earlier, part))) return true;
    this.#byPlace.set(place, [...there, part]);
    return false;
  }
}

/** Two questions in a row stay two paragraphs. */
function separated(before: readonly PromptEntry[], parts: readonly PromptEntry[]): readonly PromptEntry[] {
  const last = before.findLast(({ part }) => part !== undefined);
  const at = parts.findIndex(({ part }) => part !== undefined);
  const first = parts[at]?.part;
  if (last?.role !== 'user' || last.part?.type !== 'text' || first?.type !== 'text') return parts;
  if (last.part.text.endsWith('\n')) return parts;
  return parts.with(at, { ...parts[at]!, part: { type: 'text', text: `\n\n${first.text}` } });
}
