import { readableJson } from '../../core/json.js';
import { attachmentText } from '../../attachments/attachmentText.js';
import type { AttachmentPart, SendablePart } from '../../core/message.js';
import type { ModelSelection } from '../../models/modelSelection.js';
import type { ChatMessage } from '../../providers/provider.js';
import type { StoredMessage } from '../../storage/api/chatHistory.js';
import { maximumMessageLength } from '../limits.js';

/** Who is asked next: what another vendor or model left for itself is of no use to it. */
export type TargetModel = Pick<ModelSelection, 'ref' | 'vendor'>;

const continueInstruction =
  'Your previous answer was cut off. Continue it exactly where it stopped: repeat nothing, and do not comment on the interruption.';

/**
 * What the model is sent for a branch: every message with something to say, consecutive messages of one
 * role joined, which several vendors refuse. A question whose answer failed without a word is not sent along with
 * another one: it is asked again when the user tries again.
 */
export function buildPrompt(branch: readonly StoredMessage[], target: TargetModel): ChatMessage[] {
  const prompt: { role: ChatMessage['role']; parts: SendablePart[] }[] = [];
  const earlier = new Set<string>();
  for (const message of withoutFailedQuestions(branch)) {
    const parts = sendableParts(message, target, earlier);
    if (!parts.some(saysSomething)) continue;
    const last = prompt.at(-1);
    // Results of tools are text, and what is no answer is a question.
    const role = message.role === 'assistant' ? 'assistant' : 'user';
    if (last?.role === role) last.parts.push(...(role === 'user' ? separated(last.parts, parts) : parts));
    else prompt.push({ role, parts: [...parts] });
  }
  return prompt;
}

/** Vendors refuse messages of white space, and with them every further question of the chat; so an empty answer is left out. */
function saysSomething(part: SendablePart): boolean {
  return part.type !== 'opaque' && !('text' in part && part.text.trim() === '');
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

/** The prompt that asks for the rest of the answer the branch ends with. */
export function buildContinuationPrompt(branch: readonly StoredMessage[], target: TargetModel): ChatMessage[] {
  const prompt = buildPrompt(branch, target);
  // An answer that broke off before its first word: the question is simply asked again.
  if (prompt.at(-1)?.role !== 'assistant') return prompt;
  return [...prompt, { role: 'user', parts: [{ type: 'text', text: continueInstruction }] }];
}

/**
 * Reasoning is for the reader; what the vendor needs of it is in the opaque parts. Those go back to the
 * same vendor and model only, and never from an answer that broke off: a signature or an encrypted item
 * without what follows it is refused. SCOUT offers no tools; what tools did in chats from other programs is sent
 * as text, because vendors refuse calls of tools that are not offered, or that have names they do not allow.
 */
function sendableParts(
  message: StoredMessage,
  { ref, vendor }: TargetModel,
  earlier: Set<string>,
): readonly SendablePart[] {
  const own = message.status === 'complete' && message.provider === ref.endpoint && message.model === ref.model;
  return message.parts.flatMap((part): readonly SendablePart[] => {
    switch (part.type) {
      case 'opaque':
        return own && part.vendor === vendor ? [part] : [];
      case 'text':
      case 'refusal':
        return part.text === '' ? [] : [part];
      case 'attachment':
        return attachedParts(part, earlier);
      case 'reasoning':
      case 'citation':
        return [];
      case 'file':
        // Most vendors take pictures in questions only; one that draws wants its own back.
        return message.role === 'assistant' && message.provider !== ref.endpoint
          ? [{ type: 'text', text: '[A picture was shown here.]' }]
          : [part];
      case 'tool-call':
        return [
          { type: 'text', text: `\n\n[Tool call: ${part.name} ${readableJson(part.input, maximumMessageLength)}]\n\n` },
        ];
      case 'tool-result':
        return [{ type: 'text', text: `[Tool ${part.isError ? 'failure' : 'result'}: ${part.output}]` }];
    }
  });
}

/** What was attached, once: what has not changed since it was sent is not sent again. */
function attachedParts(part: AttachmentPart, earlier: Set<string>): readonly SendablePart[] {
  const { label, mediaType, text, data } = part;
  const content = JSON.stringify([part.uri, part.range, text, data]);
  if (earlier.has(content)) return [{ type: 'text', text: attachmentText(part, 'Unchanged: see above.') + '\n\n' }];
  earlier.add(content);
  if (data !== undefined) return [{ type: 'file', mediaType, data, name: label }];
  return [{ type: 'text', text: `${attachmentText(part, text ?? '')}\n\n` }];
}

/** Two questions in a row stay two paragraphs. */
function separated(before: readonly SendablePart[], parts: readonly SendablePart[]): readonly SendablePart[] {
  const last = before.at(-1);
  const [first, ...rest] = parts;
  if (last?.type !== 'text' || first?.type !== 'text' || last.text.endsWith('\n')) return parts;
  return [{ type: 'text', text: `\n\n${first.text}` }, ...rest];
}
