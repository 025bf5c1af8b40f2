import type { SendablePart, ToolCallPart, ToolResultPart } from '../../../core/message.js';
import type { ChatMessage } from '../../provider.js';
import { sendableCallId, sendableToolName, type DialectRules } from './dialectRules.js';
import { isRecord } from '../wireValues.js';

/** A call whose result is still to come. */
interface OpenCall {
  readonly id: string;
  /** Under which it was sent. */
  readonly own: string;
}

/**
 * The messages with calls and results as the dialect takes them: ids and names in its form, every id once, arguments that are an object, a word
 * for a failure without one. Servers number their calls anew in every answer, and some give them no ids at all, so that an id may come twice,
 * even in one answer: then the results are in the order of the calls. A call that nobody answered before the chat went on gets a result that
 * says so, since every vendor refuses it otherwise (anomalyco/opencode#3230).
 */
export function withSendableCalls(messages: readonly ChatMessage[], rules: DialectRules): readonly ChatMessage[] {
  const sent = new Set<string>();
  const sendable: ChatMessage[] = [];
  let open: OpenCall[] = [];

  const callOf = (part: ToolCallPart): ToolCallPart => {
    let own = sendableCallId(part.id, rules);
    for (let count = 2; sent.has(own); count += 1) own = sendableCallId(`${part.id}-${count}`, rules);
    sent.add(own);
    open.push({ id: part.id, own });
    return { ...part, id: own, name: sendableToolName(part.name, rules), input: asObject(part.input) };
  };
  const resultOf = (part: ToolResultPart): ToolResultPart => {
    const call = open.find(({ id }) => id === part.callId);
    open = open.filter((other) => other !== call);
    // Anthropic refuses an error without content.
    const output = part.isError && part.output.trim() === '' ? 'The tool failed.' : part.output;
    return { ...part, callId: call?.own ?? sendableCallId(part.callId, rules), output };
  };
  /** Results of one answer are one message: some vendors count them. */
  const addResults = (parts: readonly SendablePart[]): void => {
    const last = sendable.at(-1);
    if (last?.role === 'tool') sendable[sendable.length - 1] = { role: 'tool', parts: [...last.parts, ...parts] };
    else sendable.push({ role: 'tool', parts });
  };
  const closeCalls = (): void => {
    if (open.length > 0) addResults(open.map(({ own }): ToolResultPart => ({ ...noResult, callId: own })));
    open = [];
  };

  for (const { role, parts } of messages) {
    if (role !== 'tool') closeCalls();
    const own = parts.map((part) =>
      part.type === 'tool-call' ? callOf(part) : part.type === 'tool-result' ? resultOf(part) : part,
    );
    if (role === 'tool') addResults(own);
    else sendable.push({ role, parts: own });
  }
  if (messages.at(-1)?.role === 'tool') closeCalls();
  return sendable;
}

const noResult = { type: 'tool-result', output: 'The tool gave no result.', isError: true } as const;

function asObject(input: unknown): unknown {
  if (input === undefined || input === null) return {};
  return isRecord(input) ? input : { value: input };
}
