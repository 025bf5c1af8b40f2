import { abortError } from '../../src/core/errors.js';
import type { ModelLease, ModelResolver } from '../../src/chat/answering/modelResolver.js';
import type { ModelRef, ModelSelection } from '../../src/models/modelSelection.js';
import type { EndpointId } from '../../src/providers/endpoint.js';
import type { StoredSelection } from '../../src/storage/api/chatHistory.js';
import type { ChatEvent, ChatRequest, RetryWait } from '../../src/providers/provider.js';

/** What a scripted answer does: yields events, waits, throws. */
export type Script = (
  request: ChatRequest,
  signal: AbortSignal,
  onWait: (wait: RetryWait) => void,
) => AsyncIterable<ChatEvent>;

/** Answers that a test writes down. */
export class ScriptedModels implements ModelResolver {
  readonly requests: ChatRequest[] = [];
  current: ModelSelection = {
    ref: { endpoint: 'openai' as EndpointId, model: 'm-1' },
    endpointName: 'OpenAI',
    vendor: 'openai',
    system: undefined,
    parameters: {},
  };
  /** While set, nobody can be asked. */
  refusal: Error | undefined;
  script: Script;
  released = 0;
  /** The endpoints that were leased. */
  readonly acquired: string[] = [];
  /** Happens while a provider is being leased. */
  onAcquire: () => void = () => undefined;

  constructor(script: Script) {
    this.script = script;
  }

  resolve(selection: StoredSelection | null): ModelSelection {
    if (selection === null) return this.current;
    const { endpoint, model } = selection.ref;
    const endpointName = endpoint === this.current.ref.endpoint ? this.current.endpointName : `Provider ${endpoint}`;
    const ref = { endpoint: endpoint as EndpointId, model };
    return { ...this.current, ref, endpointName, parameters: selection.parameters };
  }

  acquire({ endpoint }: ModelRef): Promise<ModelLease> {
    if (this.refusal !== undefined) return Promise.reject(this.refusal);
    this.acquired.push(endpoint);
    this.onAcquire();
    return Promise.resolve({
      stream: (request, signal, onWait) => {
        this.requests.push(request);
        return this.script(request, signal, onWait);
      },
      release: () => {
        this.released += 1;
      },
    });
  }
}

/** A script that says these texts and finishes. */
export function says(...texts: string[]): Script {
  return async function* () {
    for (const text of texts) {
      await Promise.resolve();
      yield { type: 'text-delta', text };
    }
    yield { type: 'usage', usage: { inputTokens: 3, outputTokens: 5 } };
    yield { type: 'finish', reason: 'stop', rawReason: 'end_turn' };
  };
}

/** A script that says these texts, then waits until it is aborted. */
export function saysThenHangs(...texts: string[]): Script {
  return async function* (_request, signal) {
    for (const text of texts) yield { type: 'text-delta', text };
    await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(abortError())));
  };
}
