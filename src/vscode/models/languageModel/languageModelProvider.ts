import * as vscode from 'vscode';
import { abortError } from '../../../core/errors.js';
import { createEventCheck } from '../../../providers/adapter/answer/checkedEvents.js';
import { ThinkTags } from '../../../providers/adapter/answer/thinkTags.js';
import { createUnknownEventLog, type UnknownEventLog } from '../../../providers/adapter/unknownEventLog.js';
import { withoutPrompt } from '../../../providers/adapter/withoutPrompt.js';
import type { ChatEvent, ChatProvider, ChatRequest, ProviderOptions } from '../../../providers/provider.js';
import type { LanguageModelAccess } from './languageModelAccess.js';
import { languageModelEvent } from './languageModelEvents.js';
import { languageModelFailure, notPermittedYet, silence } from './languageModelFailure.js';
import { languageModelMessages, languageModelOptions } from './languageModelRequest.js';
import { findLanguageModel, listLanguageModels, noLanguageModels } from './languageModels.js';
import { countLanguageModelTokens } from './languageModelTokens.js';
import { within } from '../../../core/within.js';

const name = 'VS Code';

/** What one answer is read with. */
interface Call {
  /** Of the caller, or of the provider that is disposed of. */
  readonly signal: AbortSignal;
  readonly token: vscode.CancellationToken;
  readonly idleTimeoutMs: number;
  readonly access: LanguageModelAccess;
  readonly unknownEvents: UnknownEventLog;
}

/**
 * `vscode.lm` behind the provider port. The first request to an extension's model may make VS Code ask the user for consent, for as long
 * as that takes; a request that is `isUnattended` fails with `not-permitted` instead. Failures are those of `languageModelFailure`.
 */
export function createLanguageModelProvider(
  { idleTimeoutMs, logger }: ProviderOptions,
  access: LanguageModelAccess,
): ChatProvider {
  const disposed = new AbortController();
  const startEventLog = createUnknownEventLog(name, logger);
  return {
    async listModels(signal) {
      const models = await listLanguageModels(AbortSignal.any([signal, disposed.signal]));
      if (models.length === 0) throw noLanguageModels();
      return models;
    },

    async *streamChat(request, caller) {
      const signal = AbortSignal.any([caller, disposed.signal]);
      const source = new vscode.CancellationTokenSource();
      const cancel = (): void => source.cancel();
      signal.addEventListener('abort', cancel, { once: true });
      try {
        if (signal.aborted) throw abortError();
        const call = { signal, token: source.token, idleTimeoutMs, access, unknownEvents: startEventLog() };
        yield* streamAnswer(request, call);
      } catch (error) {
        if (signal.aborted) throw abortError();
        throw await withoutPrompt(languageModelFailure(error, request.model), request);
      } finally {
        signal.removeEventListener('abort', cancel);
        // Whoever stops reading early does not want the rest. After the end it changes nothing.
        source.cancel();
        source.dispose();
      }
    },

    dispose() {
      disposed.abort();
    },
  };
}

/**
 * The end of VS Code's stream is all that says that an answer is complete; what broke off rejects. As for every adapter, tokens come
 * before the end, also before a failure, and `finish` is last.
 */
async function* streamAnswer(request: ChatRequest, call: Call): AsyncGenerator<ChatEvent, void, undefined> {
  const { signal, token, access, unknownEvents } = call;
  const model = await findLanguageModel(request.model, signal);
  if (request.isUnattended === true && !access.isGranted(model)) throw notPermittedYet();
  const messages = languageModelMessages(request, model);
  const stream = await send(model, messages, request, call);
  const counter = countLanguageModelTokens(model, messages, token);
  const check = createEventCheck(name);
  const thinkTags = new ThinkTags();
  let output = '';
  let hasCalls = false;
  let failure: Error | undefined;
  try {
    for await (const part of withIdleTimeout(stream, call)) {
      const sent = languageModelEvent(part, unknownEvents);
      const event = sent && check(sent);
      if (event === undefined) continue;
      output += textOf(event);
      hasCalls ||= event.type === 'tool-call';
      yield* thinkTags.read(event);
    }
  } catch (error) {
    failure = languageModelFailure(error, request.model);
  }
  if (signal.aborted) throw abortError();
  yield* thinkTags.rest();
  // Whether a request that failed before its first word has cost anything, nobody knows.
  const usage = output === '' ? undefined : await within(counter.usage(output), signal);
  if (usage !== undefined) yield { type: 'usage', usage };
  if (failure !== undefined) throw failure;
  yield { type: 'finish', reason: hasCalls ? 'tool-calls' : 'stop' };
}

/** Sends the request; VS Code may ask the user first. */
async function send(
  model: vscode.LanguageModelChat,
  messages: vscode.LanguageModelChatMessage[],
  request: ChatRequest,
  { signal, token, access }: Call,
): Promise<AsyncIterable<unknown>> {
  try {
    const response = await within(model.sendRequest(messages, languageModelOptions(request), token), signal);
    access.noteUse(model);
    return response.stream;
  } catch (error) {
    if (languageModelFailure(error, request.model).code === 'not-permitted') access.noteRefusal(model);
    throw error;
  }
}

/** The time counts while a part is waited for, not while the reader is slow. */
async function* withIdleTimeout(
  stream: AsyncIterable<unknown>,
  { signal, idleTimeoutMs }: Call,
): AsyncGenerator<unknown, void, undefined> {
  const iterator = stream[Symbol.asyncIterator]();
  const deadline = { milliseconds: idleTimeoutMs, error: () => silence(idleTimeoutMs) };
  for (;;) {
    const result = await within(iterator.next(), signal, deadline);
    if (result.done === true) return;
    yield result.value;
  }
}

/** What counts as output. */
function textOf(event: ChatEvent): string {
  if (event.type === 'text-delta' || event.type === 'reasoning-delta') return event.text;
  return event.type === 'tool-call' ? `${event.name}${JSON.stringify(event.input)}` : '';
}
