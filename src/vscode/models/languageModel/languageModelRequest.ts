import * as vscode from 'vscode';
import type { SendablePart } from '../../../core/message.js';
import { dialectRules, type DialectRules } from '../../../providers/adapter/request/dialectRules.js';
import { sendableRequest } from '../../../providers/adapter/request/sendableRequest.js';
import type { ChatMessage, ChatRequest } from '../../../providers/provider.js';
import { hasCapability } from './languageModels.js';

type InputPart = vscode.LanguageModelInputPart;

/**
 * The chat as VS Code takes it. There is no system role (code.visualstudio.com/api/extension-guides/ai/language-model), and no way to demand
 * a schema: both are the first words of the first question. Reasoning and sources are for the reader, opaque parts are for their own vendor.
 * Throws `unsupported-input` for a file of the last question that the model does not take.
 */
export function languageModelMessages(
  request: ChatRequest,
  model: vscode.LanguageModelChat,
): vscode.LanguageModelChatMessage[] {
  const { messages } = sendableRequest(request, 'vscode', 'This model', rulesOf(model));
  const converted = messages.flatMap(toMessage);
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

/** Where VS Code says nothing about images, the model itself does. */
function rulesOf(model: vscode.LanguageModelChat): DialectRules {
  const rules = dialectRules.vscode;
  return hasCapability(model, 'supportsImageToText') === false ? { ...rules, mediaTypes: [] } : rules;
}

/** None for a message with nothing to say. Results of tools belong to the user's side. */
function toMessage({ role, parts }: ChatMessage): vscode.LanguageModelChatMessage[] {
  const content = parts.flatMap(toContent);
  const isBlank = content.every((part) => part instanceof vscode.LanguageModelTextPart && part.value.trim() === '');
  if (isBlank) return [];
  if (role !== 'assistant') return [userMessage(content)];
  return [new vscode.LanguageModelChatMessage(vscode.LanguageModelChatMessageRole.Assistant, content)];
}

function toContent(part: SendablePart): readonly InputPart[] {
  switch (part.type) {
    case 'text':
    case 'refusal':
      return part.text === '' ? [] : [new vscode.LanguageModelTextPart(part.text)];
    case 'file':
      return [vscode.LanguageModelDataPart.image(Buffer.from(part.data, 'base64'), part.mediaType)];
    case 'tool-call':
      return [new vscode.LanguageModelToolCallPart(part.id, part.name, part.input as object)];
    case 'tool-result':
      return [new vscode.LanguageModelToolResultPart(part.callId, [new vscode.LanguageModelTextPart(resultOf(part))])];
    case 'reasoning':
    case 'citation':
    case 'opaque':
      return [];
  }
}

/** The API has no mark for a failure. */
function resultOf({ output, isError }: SendablePart & { readonly type: 'tool-result' }): string {
  return isError ? `Error: ${output}` : output;
}
