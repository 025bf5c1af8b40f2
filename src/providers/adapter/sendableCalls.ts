import type { MessagePart } from '../../core/message.js';
import type { ChatMessage } from '../provider.js';
import { sendableCallId, sendableToolName, type DialectRules } from './dialectRules.js';
import { isRecord } from './wireValues.js';

/**
 * The messages with calls and results as the dialect takes them: ids and names in its form, every id once, arguments that are an object, a word
 * for a failure without one. Servers number their calls anew in every answer, and some give them no ids at all, so that an id may come twice.
 */
export function withSendableCalls(messages: readonly ChatMessage[], rules: DialectRules): readonly ChatMessage[] {
  const sent = new Set<string>();
  /** The id under which the latest call with an id was sent. */
  const latest = new Map<string, string>();
  const idOf = (id: string): string => {
    let own = sendableCallId(id, rules);
    for (let count = 2; sent.has(own); count += 1) own = sendableCallId(`${id}-${count}`, rules);
    sent.add(own);
    latest.set(id, own);
    return own;
  };
  const sendable = (part: MessagePart): MessagePart => {
    if (part.type === 'tool-call')
      return { ...part, id: idOf(part.id), name: sendableToolName(part.name, rules), input: asObject(part.input) };
    if (part.type !== 'tool-result') return part;
    // Anthropic refuses an error without content.
    const output = part.isError && part.output.trim() === '' ? 'The tool failed.' : part.output;
    return { ...part, callId: latest.get(part.callId) ?? sendableCallId(part.callId, rules), output };
  };
  return messages.map(({ role, parts }) => ({ role, parts: parts.map(sendable) }));
}

function asObject(input: unknown): unknown {
  if (input === undefined || input === null) return {};
  return isRecord(input) ? input : { value: input };
}
