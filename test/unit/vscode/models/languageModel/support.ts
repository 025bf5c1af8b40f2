import { ScoutError, isCancellation } from '../../../../../src/core/errors.js';
import { silentLogger, type Logger } from '../../../../../src/core/logger.js';
import type { ChatEvent, ChatProvider, ChatRequest } from '../../../../../src/providers/provider.js';
import { LanguageModelAccess } from '../../../../../src/vscode/models/languageModel/languageModelAccess.js';
import { createLanguageModelProvider } from '../../../../../src/vscode/models/languageModel/languageModelProvider.js';
import type { LanguageModelRequest, ScriptedLanguageModel } from '../../../../support/vscodeStub/languageModels.js';
import { vscodeStub } from '../../../../support/vscodeStub/vscodeStub.js';

export interface ProviderSetup {
  readonly access?: LanguageModelAccess;
  readonly idleTimeoutMs?: number;
  readonly logger?: Logger;
}

export function newAccess(): LanguageModelAccess {
  return new LanguageModelAccess(() => vscodeStub.languageModels.access);
}

export function connect({
  access = newAccess(),
  idleTimeoutMs = 600_000,
  logger = silentLogger,
}: ProviderSetup = {}): ChatProvider {
  return createLanguageModelProvider({ apiKey: undefined, baseUrl: undefined, idleTimeoutMs, logger }, access);
}

/** Offers a model that answers with these parts. */
export function offer(path: string, parts: readonly unknown[], more: Partial<ScriptedLanguageModel> = {}): void {
  vscodeStub.languageModels.offered.push({ path, answer: () => streamOf(parts), ...more });
}

export async function* streamOf(parts: readonly unknown[], failure?: Error): AsyncIterable<unknown> {
  await Promise.resolve();
  yield* parts;
  if (failure !== undefined) throw failure;
}

/** Parts, and then nothing until the request is cancelled; VS Code's stream then ends as if all were well. */
export async function* silentAfter(parts: readonly unknown[], { token }: LanguageModelRequest): AsyncIterable<unknown> {
  yield* parts;
  await new Promise((resolve) => token.onCancellationRequested(resolve));
}

export function question(text: string, more: Partial<ChatRequest> = {}): ChatRequest {
  return { model: 'acme/one', messages: [{ role: 'user', parts: [{ type: 'text', text }] }], parameters: {}, ...more };
}

export interface Outcome {
  readonly events: readonly ChatEvent[];
  readonly error: unknown;
}

/** Reads an answer to its end; never rejects. */
export async function ask(
  provider: ChatProvider,
  request: ChatRequest,
  signal: AbortSignal = new AbortController().signal,
): Promise<Outcome> {
  const events: ChatEvent[] = [];
  try {
    for await (const event of provider.streamChat(request, signal)) events.push(event);
    return { events, error: undefined };
  } catch (error) {
    return { events, error };
  }
}

export function codeOf(error: unknown): unknown {
  if (error instanceof ScoutError) return error.code;
  return isCancellation(error) ? 'cancelled' : error;
}
