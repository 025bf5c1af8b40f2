import type * as vscode from 'vscode';
import { EventEmitter } from './events.js';

class LanguageModelTextPart implements vscode.LanguageModelTextPart {
  constructor(public value: string) {}
}

class LanguageModelToolCallPart implements vscode.LanguageModelToolCallPart {
  constructor(
    public callId: string,
    public name: string,
    public input: object,
  ) {}
}

class LanguageModelToolResultPart implements vscode.LanguageModelToolResultPart {
  constructor(
    public callId: string,
    public content: unknown[],
  ) {}
}

class LanguageModelDataPart implements vscode.LanguageModelDataPart {
  constructor(
    public data: Uint8Array,
    public mimeType: string,
  ) {}

  static image(data: Uint8Array, mimeType: string): LanguageModelDataPart {
    return new LanguageModelDataPart(data, mimeType);
  }
}

/** VS Code has it, but its API does not yet. */
export class LanguageModelThinkingPart {
  constructor(readonly value: string | readonly string[]) {}
}

const LanguageModelChatMessageRole = { User: 1, Assistant: 2 } as const;

class LanguageModelChatMessage implements vscode.LanguageModelChatMessage {
  name: string | undefined;

  constructor(
    public role: vscode.LanguageModelChatMessageRole,
    public content: vscode.LanguageModelInputPart[],
  ) {}
}

class LanguageModelError extends Error implements vscode.LanguageModelError {
  override readonly name = 'LanguageModelError';

  constructor(
    message: string | undefined,
    readonly code: string,
  ) {
    super(message);
  }

  static NoPermissions(message?: string): LanguageModelError {
    return new LanguageModelError(message, LanguageModelError.NoPermissions.name);
  }

  static Blocked(message?: string): LanguageModelError {
    return new LanguageModelError(message, LanguageModelError.Blocked.name);
  }

  static NotFound(message?: string): LanguageModelError {
    return new LanguageModelError(message, LanguageModelError.NotFound.name);
  }
}

export const languageModelClasses = {
  LanguageModelTextPart,
  LanguageModelToolCallPart,
  LanguageModelToolResultPart,
  LanguageModelDataPart,
  LanguageModelThinkingPart,
  LanguageModelChatMessageRole,
  LanguageModelChatMessage,
  LanguageModelError,
};

/** What a model was asked. */
export interface LanguageModelRequest {
  readonly model: string;
  readonly messages: readonly vscode.LanguageModelChatMessage[];
  readonly options: vscode.LanguageModelChatRequestOptions;
  readonly token: vscode.CancellationToken;
}

/** What a model of another extension's does; what is not said here is the usual. */
export interface ScriptedLanguageModel {
  /** `vendor/id`. */
  readonly path: string;
  readonly name?: string;
  /** `true` unless said otherwise; 1.106 has no such member. */
  readonly supportsImageToText?: boolean;
  /** Rejects to refuse the request. */
  readonly answer?: (request: LanguageModelRequest) => AsyncIterable<unknown> | Promise<AsyncIterable<unknown>>;
  /** By default, as many as there are characters in the texts. */
  readonly count?: (what: string | vscode.LanguageModelChatMessage) => unknown;
}

/** The models that other extensions offer, `vscode.lm`. */
export class LanguageModels {
  readonly offered: ScriptedLanguageModel[] = [];
  readonly requests: LanguageModelRequest[] = [];
  /** How often the list was asked for. */
  selections = 0;
  /** What `canSendRequest` says of every model. */
  canSendRequest: boolean | undefined = true;

  readonly access: vscode.LanguageModelAccessInformation = {
    onDidChange: new EventEmitter<void>().event,
    canSendRequest: () => this.canSendRequest,
  };

  select(selector: vscode.LanguageModelChatSelector = {}): Promise<vscode.LanguageModelChat[]> {
    this.selections += 1;
    const models = this.offered.map((model) => this.#chat(model));
    return Promise.resolve(
      models.filter(
        ({ vendor, id }) =>
          (selector.vendor === undefined || selector.vendor === vendor) &&
          (selector.id === undefined || selector.id === id),
      ),
    );
  }

  #chat({
    path,
    name = path,
    supportsImageToText,
    answer,
    count = lengthOf,
  }: ScriptedLanguageModel): vscode.LanguageModelChat {
    const slash = path.indexOf('/');
    const chat: vscode.LanguageModelChat = {
      name,
      id: path.slice(slash + 1),
      vendor: path.slice(0, slash),
      family: 'scripted',
      version: '1',
      maxInputTokens: 1_000,
      sendRequest: async (messages, options = {}, token) => {
        if (answer === undefined || token === undefined)
          throw new Error('This test scripts no answer, or no token came.');
        const request = { model: path, messages, options, token };
        this.requests.push(request);
        // As VS Code does, text is the same stream once more; SCOUT does not read it.
        return { stream: await answer(request), text: nothing() };
      },
      countTokens: (what) => Promise.resolve(count(what) as number),
    };
    return supportsImageToText === undefined ? chat : Object.assign(chat, { capabilities: { supportsImageToText } });
  }
}

async function* nothing(): AsyncIterable<string> {}

function lengthOf(what: string | vscode.LanguageModelChatMessage): number {
  if (typeof what === 'string') return what.length;
  const texts = what.content.map((part) => (part instanceof LanguageModelTextPart ? part.value : '-'));
  return texts.join('').length;
}
