import { fieldsOf, listOf, stringOf, type Fields } from '../vendor.js';

/**
 * What vendors check in the history of a chat beyond the order of calls and results. Each function gives the vendor's own words for the first
 * mistake, and nothing where all is right.
 */

const usualName = /^[a-zA-Z0-9_-]{1,64}$/;

/** Responses API: ids of up to 64 characters (orchidfiles/ungate#26), names as in `FunctionTool`. */
export function openaiHistory(input: readonly unknown[]): string | undefined {
  for (const [index, item] of input.map(fieldsOf).entries()) {
    const id = item['call_id'];
    if (id !== undefined && stringOf(id).length > 64)
      return `Invalid 'input[${index}].call_id': string too long. Expected a string with maximum length 64, but got a string with length ${stringOf(id).length} instead.`;
    if (item['type'] !== 'function_call') continue;
    if (!usualName.test(stringOf(item['name'])))
      return `Invalid 'input[${index}].name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.`;
    if (!isObjectText(item['arguments'])) return `Invalid 'input[${index}].arguments': expected a JSON object.`;
  }
  return undefined;
}

/** Messages API: https://platform.claude.com/docs/en/api/messages, /vision, /extended-thinking; ids: maximhq/bifrost#5097. */
export function anthropicHistory(body: Fields): string | undefined {
  const messages = listOf(body['messages']).map(fieldsOf);
  const ids = new Set<string>();
  let images = 0;
  for (const [index, message] of messages.entries())
    for (const [position, block] of listOf(message['content']).map(fieldsOf).entries()) {
      const at = `messages.${index}.content.${position}`;
      const isFile = block['type'] === 'image' || block['type'] === 'document';
      if (isFile && message['role'] === 'assistant')
        return `${at}: '${stringOf(block['type'])}' blocks are not permitted in assistant messages`;
      if (block['type'] === 'image' && (images += 1) > 100) return 'Too many images: at most 100 are allowed';
      if (block['type'] === 'tool_result' && block['is_error'] === true && block['content'] === '')
        return `${at}.tool_result: content cannot be empty if \`is_error\` is true`;
      const wrong = block['type'] === 'tool_use' ? anthropicCall(block, ids) : undefined;
      if (wrong !== undefined) return `${at}${wrong}`;
    }
  return unledCall(body, messages);
}

/** @param ids of the calls before this one, to which it is added */
function anthropicCall(call: Fields, ids: Set<string>): string | undefined {
  const id = stringOf(call['id']);
  if (!/^[a-zA-Z0-9_-]+$/.test(id)) return ".tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'";
  if (ids.has(id)) return ': `tool_use` ids must be unique';
  ids.add(id);
  if (!/^[a-zA-Z0-9_-]{1,128}$/.test(stringOf(call['name'])))
    return ".tool_use.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'";
  const { input } = call;
  const isObject = typeof input === 'object' && input !== null && !Array.isArray(input);
  return isObject ? undefined : '.tool_use.input: Input should be a valid dictionary';
}

/** With a budget the message that a tool's result answers begins with its thought. */
function unledCall(body: Fields, messages: readonly Fields[]): string | undefined {
  const isAnswered = listOf(messages.at(-1)?.['content']).some((block) => fieldsOf(block)['type'] === 'tool_result');
  if (fieldsOf(body['thinking'])['type'] !== 'enabled' || !isAnswered) return undefined;
  const first = stringOf(fieldsOf(listOf(messages.at(-2)?.['content'])[0])['type']);
  return first.endsWith('thinking')
    ? undefined
    : `messages.${messages.length - 2}.content.0.type: Expected \`thinking\` or \`redacted_thinking\`, but found \`${first}\`.`;
}

/** Gemini API: https://ai.google.dev/gemini-api/docs/image-understanding, `FunctionDeclaration` in its reference. */
export function googleHistory(contents: readonly Fields[]): string | undefined {
  if (contents[0]?.['role'] === 'model') return 'Please ensure that the first turn is of the user.';
  for (const part of contents.flatMap((content) => listOf(content['parts'])).map(fieldsOf)) {
    const call = fieldsOf(part['functionCall']);
    if ('functionCall' in part && !/^[a-zA-Z_][a-zA-Z0-9_.:-]{0,127}$/.test(stringOf(call['name'])))
      return 'Invalid function name. Must start with a letter or an underscore.';
    if (part['functionCall'] !== undefined && (Array.isArray(call['args']) || typeof call['args'] !== 'object'))
      return 'Invalid value at function_call.args (type.googleapis.com/google.protobuf.Struct)';
    const type = fieldsOf(part['inlineData'])['mimeType'];
    if (type !== undefined && !/^(?:image\/(?:png|jpeg|webp|hei[cf])|application\/pdf)$/.test(stringOf(type)))
      return `Unsupported MIME type: ${stringOf(type)}`;
  }
  return undefined;
}

/** https://docs.mistral.ai/capabilities/vision; the order: datapizza-labs/datapizza-ai#98. */
export function mistralHistory(messages: readonly Fields[]): string | undefined {
  const images = messages
    .flatMap((message) => listOf(message['content']))
    .filter((chunk) => fieldsOf(chunk)['type'] === 'image_url');
  if (images.length > 8) return `Too many images in the request: ${images.length}, at most 8 are allowed`;
  const calls = messages.flatMap((message) => listOf(message['tool_calls'])).map((call) => fieldsOf(call)['id']);
  if (new Set(calls).size < calls.length) return 'Duplicate tool call id';
  return questionAfterResult(messages) ?? completionsCalls(messages, usualName);
}

/** `ChatCompletionInputMessageChunkType` in @huggingface/tasks. */
export function huggingfaceHistory(messages: readonly Fields[], model: string): string | undefined {
  const chunks = messages.flatMap((message) => listOf(message['content'])).map(fieldsOf);
  const unknown = chunks.find(({ type }) => type !== 'text' && type !== 'image_url');
  if (unknown === undefined) return completionsHistory(messages, model);
  return `Input validation error: unknown variant \`${stringOf(unknown['type'])}\`, expected \`text\` or \`image_url\``;
}

/** Mistral's models have its order wherever they run: NousResearch/hermes-agent#20154. */
export function completionsHistory(messages: readonly Fields[], model: string): string | undefined {
  const mistake = /mistral|devstral/i.test(model) ? questionAfterResult(messages) : undefined;
  return mistake ?? completionsCalls(messages, /./);
}

function questionAfterResult(messages: readonly Fields[]): string | undefined {
  return messages.some(({ role }, index) => role === 'user' && messages[index - 1]?.['role'] === 'tool')
    ? "Unexpected role 'user' after role 'tool'"
    : undefined;
}

function completionsCalls(messages: readonly Fields[], name: RegExp): string | undefined {
  const contents = messages.filter(({ role }) => role === 'assistant').flatMap(({ content }) => listOf(content));
  if (contents.some((content) => /image_url|file|document_url/.test(stringOf(fieldsOf(content)['type']))))
    return 'Image and file content is supported in user messages only.';
  for (const call of messages.flatMap((message) => listOf(message['tool_calls'])).map(fieldsOf)) {
    const called = fieldsOf(call['function']);
    if (stringOf(call['id']) === '') return 'tool_calls: id is required';
    if (!name.test(stringOf(called['name'])))
      return `Function name was ${stringOf(called['name'])} but must be a-z, A-Z, 0-9`;
    if (!isObjectText(called['arguments'])) return 'tool_calls: arguments must be a JSON object';
  }
  return undefined;
}

function isObjectText(text: unknown): boolean {
  try {
    const value: unknown = JSON.parse(stringOf(text));
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
