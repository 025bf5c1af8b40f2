import * as vscode from 'vscode';
import { ScoutError } from '../../../core/errors.js';
import type { FilePart, MessagePart } from '../../../core/message.js';
import { labelOf } from '../../../core/text/labelOf.js';
import type { ChatMessage, ChatRequest } from '../../../providers/provider.js';

type InputPart = vscode.LanguageModelInputPart;

/** Characters of a file's name or type in a sentence. */
const maximumLabel = 100;

/**
 * The chat as VS Code takes it. There is no system role (code.visualstudio.com/api/extension-guides/ai/language-model), and no way to demand
 * a schema: both are the first words of the first question. Reasoning and sources are for the reader, opaque parts are for their own vendor.
 * Throws `invalid-request` for a file of the last question that the model does not take.
 */
export function languageModelMessages(
  request: ChatRequest,
  model: vscode.LanguageModelChat,
): vscode.LanguageModelChatMessage[] {
  const { messages } = request;
  const question = messages.findLastIndex(({ role }) => role === 'user');
  const converted = messages.flatMap((message, index) => toMessage(message, model, index === question));
  const instructions = instructionsOf(request);
  if (instructions.length === 0) return converted;
  const [first] = converted;
  if (first?.role !== vscode.LanguageModelChatMessageRole.User) return [userMessage(instructions), ...converted];
  return [userMessage([...instructions, ...first.content]), ...converted.slice(1)];
}

function instructionsOf({ system, responseFormat }: ChatRequest): readonly vscode.LanguageModelTextPart[] {
  const form =
    responseFormat &&
    `Answer with nothing but JSON that satisfies this JSON Schema: ${JSON.stringify(responseFormat.schema)}`;
  const texts = [system, form].filter((text) => text !== undefined && text !== '');
  return texts.map((text) => new vscode.LanguageModelTextPart(`${text}\n\n`));
}

/**
 * Output limit, temperature and effort are left out: every extension names its own `modelOptions`, and VS Code says of none what it takes.
 */
export function languageModelOptions({ tools = [] }: ChatRequest): vscode.LanguageModelChatRequestOptions {
  return {
    justification: vscode.l10n.t('SCOUT sends your messages to the model that you have chosen.'),
    ...(tools.length === 0
      ? {}
      : { tools: tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema })) }),
  };
}

function userMessage(content: readonly InputPart[]): vscode.LanguageModelChatMessage {
  return new vscode.LanguageModelChatMessage(vscode.LanguageModelChatMessageRole.User, [...content]);
}

/** None for a message with nothing to say. Results of tools belong to the user's side. */
function toMessage(
  { role, parts }: ChatMessage,
  model: vscode.LanguageModelChat,
  isQuestion: boolean,
): vscode.LanguageModelChatMessage[] {
  const content = parts.flatMap((part): readonly InputPart[] =>
    part.type === 'file' ? [fileContent(part, model, role === 'user', isQuestion)] : toContent(part),
  );
  const isBlank = content.every((part) => part instanceof vscode.LanguageModelTextPart && part.value.trim() === '');
  if (isBlank) return [];
  if (role !== 'assistant') return [userMessage(content)];
  return [new vscode.LanguageModelChatMessage(vscode.LanguageModelChatMessageRole.Assistant, content)];
}

function toContent(part: Exclude<MessagePart, FilePart>): readonly InputPart[] {
  switch (part.type) {
    case 'text':
    case 'refusal':
      return part.text === '' ? [] : [new vscode.LanguageModelTextPart(part.text)];
    case 'tool-call':
      return [new vscode.LanguageModelToolCallPart(part.id, part.name, objectOf(part.input))];
    case 'tool-result':
      return [new vscode.LanguageModelToolResultPart(part.callId, [new vscode.LanguageModelTextPart(resultOf(part))])];
    case 'reasoning':
    case 'citation':
    case 'opaque':
      return [];
  }
}

function objectOf(input: unknown): object {
  return typeof input === 'object' && input !== null ? input : { value: input };
}

/** The API has no mark for a failure. */
function resultOf({ output, isError }: MessagePart & { readonly type: 'tool-result' }): string {
  return isError ? `The tool failed: ${output}` : output;
}

/** An earlier file that the model does not take is named instead; one of the last question would not be answered. */
function fileContent(
  file: FilePart,
  model: vscode.LanguageModelChat,
  isUsers: boolean,
  isQuestion: boolean,
): InputPart {
  if (!isUsers) return new vscode.LanguageModelTextPart('[A picture was shown here.]');
  if (file.mediaType.startsWith('image/') && takesImages(model)) {
    return vscode.LanguageModelDataPart.image(Buffer.from(file.data, 'base64'), file.mediaType);
  }
  const name = labelOf(file.name ?? file.mediaType, maximumLabel);
  if (isQuestion) {
    throw new ScoutError(
      'invalid-request',
      vscode.l10n.t('This model of VS Code does not take the file “{0}”. Nothing was sent.', name),
    );
  }
  return new vscode.LanguageModelTextPart(`[A file was attached here: ${name}. This model does not take it.]`);
}

/** Not in the API of 1.106; where VS Code says nothing about it, the model itself does. */
function takesImages(model: vscode.LanguageModelChat & { readonly capabilities?: unknown }): boolean {
  const { capabilities } = model;
  if (typeof capabilities !== 'object' || capabilities === null) return true;
  return !('supportsImageToText' in capabilities) || capabilities.supportsImageToText !== false;
}
