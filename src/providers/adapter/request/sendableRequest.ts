import type { SendablePart } from '../../../core/message.js';
import type { AdapterId, ChatMessage, ChatRequest } from '../../provider.js';
import { dialectRules, type DialectRules } from './dialectRules.js';
import { withSendableCalls } from './sendableCalls.js';
import { withSendableFiles } from './sendableFiles.js';
import { withoutEmbeddedPictures } from './sendableTexts.js';

/**
 * The request with its history translated for one dialect, whoever gave the answers in it. Nothing is changed in what is stored: what one
 * vendor needs is there again when it is asked next. The same history always becomes the same messages, but for the oldest files where there
 * are more than the vendor takes. Throws `unsupported-input` (see `withSendableFiles`).
 * @param vendor as shown to users
 * @param rules where the model asked takes less than the dialect
 */
export function sendableRequest(
  request: ChatRequest,
  id: AdapterId,
  vendor: string,
  rules: DialectRules = dialectRules[id],
): ChatRequest {
  const own = withoutEmbeddedPictures(request.messages.map((message) => withoutForeignData(message, id)));
  const files = withFilesAfterResults(withSendableFiles(own, rules, vendor, request.inputs));
  const messages = withValidOrder(withSendableCalls(files, rules), request.model, rules);
  return { ...request, messages };
}

/** Signatures and encrypted reasoning mean nothing to others, and some are refused. A text that they divided is one again. */
function withoutForeignData(message: ChatMessage, id: AdapterId): ChatMessage {
  const isForeign = (part: SendablePart): boolean => part.type === 'opaque' && part.vendor !== id;
  if (!message.parts.some(isForeign)) return message;
  const parts: SendablePart[] = [];
  let isAfterForeign = false;
  for (const part of message.parts) {
    const last = parts.at(-1);
    if (isAfterForeign && last?.type === 'text' && part.type === 'text')
      parts[parts.length - 1] = { type: 'text', text: last.text + part.text };
    else if (!isForeign(part)) parts.push(part);
    isAfterForeign = isForeign(part);
  }
  return { role: message.role, parts };
}

/** A result is text: the pictures of a tool, and what is said in the place of one that cannot be sent, are the next question's. */
function withFilesAfterResults(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  if (!messages.some((message) => message.role === 'tool' && !message.parts.every(isResult))) return messages;
  const moved: ChatMessage[] = [];
  let waiting: readonly SendablePart[] = [];
  const put = (): void => {
    if (waiting.length > 0) moved.push({ role: 'user', parts: waiting });
    waiting = [];
  };
  for (const { role, parts } of messages) {
    if (role === 'tool') {
      moved.push({ role, parts: parts.filter(isResult) });
      waiting = [...waiting, ...parts.filter((part) => !isResult(part))];
    } else if (role === 'user') {
      moved.push({ role, parts: [...waiting, ...parts] });
      waiting = [];
    } else {
      put();
      moved.push({ role, parts });
    }
  }
  put();
  return moved;
}

function isResult({ type }: SendablePart): boolean {
  return type === 'tool-result';
}

const beforeFirstAnswer: ChatMessage = {
  role: 'user',
  parts: [{ type: 'text', text: '[The chat begins with an answer.]' }],
};
const betweenResultAndQuestion: ChatMessage = { role: 'assistant', parts: [{ type: 'text', text: 'Noted.' }] };

/** Imported chats may begin with an answer, and an answer may fail after a tool's result: vendors refuse both. */
function withValidOrder(
  messages: readonly ChatMessage[],
  model: string,
  { questionAfterResult }: DialectRules,
): readonly ChatMessage[] {
  const ordered: ChatMessage[] = messages[0]?.role === 'assistant' ? [beforeFirstAnswer] : [];
  for (const message of messages) {
    if (message.role === 'user' && ordered.at(-1)?.role === 'tool' && !questionAfterResult(model))
      ordered.push(betweenResultAndQuestion);
    ordered.push(message);
  }
  return ordered;
}
