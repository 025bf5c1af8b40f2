import { readableJson } from '../../core/json.js';
import type { MessagePart, ToolCallPart, ToolResultPart } from '../../core/message.js';
import { attachedBase64 } from '../normalize/attachedFile.js';
import { saidWords } from '../normalize/saidText.js';
import { isObject, type JsonObject } from '../input/jsonRecords.js';
import { jsonOrText, objectOrEmpty, objectsOf, textOrUndefined, wordsOrUndefined } from '../input/untrustedValues.js';
import type { RecordSource } from '../importedConversation.js';

/** A part of a message's `content`. */
export function libreChatPart(part: JsonObject, source: RecordSource): MessagePart[] {
  switch (part['type']) {
    case 'text':
    case 'error': {
      const text = saidWords(valueOf(part[part['type']] ?? part['text']), source);
      return text === undefined ? [] : [{ type: 'text', text }];
    }
    case 'think': {
      const text = saidWords(valueOf(part['think']), source);
      return text === undefined ? [] : [{ type: 'reasoning', text: `${text}\n\n` }];
    }
    case 'tool_call':
      return toolParts(objectOrEmpty(part['tool_call']));
    case 'image_url': {
      const image = part['image_url'];
      return attachedBase64(textOrUndefined(isObject(image) ? image['url'] : image) ?? '', undefined, source);
    }
    case 'image_file':
      source.note('attachment-missing');
      return [];
    case 'video_url':
    case 'input_audio':
      source.note('audio');
      return [];
    case 'agent_update':
      source.note('progress');
      return [];
    default:
      source.note('unknown-part');
      return [];
  }
}

/** What the plugins of older versions were asked, each, and what came of it, together. */
export function pluginParts({ inputs, outputs }: JsonObject, index: number): MessagePart[] {
  const calls = objectsOf(inputs).map((input, at): ToolCallPart => ({
    type: 'tool-call',
    id: `plugin-${index}-${at}`,
    name: textOrUndefined(input['plugin']) ?? '',
    input: jsonOrText(input['input'] ?? input['inputStr']),
  }));
  const output = wordsOrUndefined(outputs);
  if (output === undefined) return calls;
  return [...calls, { type: 'tool-result', callId: calls.at(-1)?.id ?? `plugin-${index}`, output, isError: false }];
}

function toolParts(call: JsonObject): (ToolCallPart | ToolResultPart)[] {
  const inner = objectOrEmpty(call['function'] ?? call['code_interpreter']);
  const id = textOrUndefined(call['id']) ?? '';
  const name = textOrUndefined(call['name']) ?? textOrUndefined(inner['name']) ?? textOrUndefined(call['type']) ?? '';
  const output = call['output'] ?? inner['output'] ?? inner['outputs'];
  const asked: ToolCallPart = {
    type: 'tool-call',
    id,
    name,
    input: jsonOrText(call['args'] ?? inner['arguments'] ?? inner['input']),
  };
  if (output === undefined || output === null) return [asked];
  const text = typeof output === 'string' ? output : readableJson(output, MAX_OUTPUT);
  return [asked, { type: 'tool-result', callId: id, output: text, isError: false }];
}

/** The longest result that is no text, in characters. */
const MAX_OUTPUT = 1_000_000;

/** A text, or an object that holds it. */
function valueOf(value: unknown): unknown {
  return isObject(value) ? (value['value'] ?? value) : value;
}
