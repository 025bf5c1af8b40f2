import { addUsage } from '../../../core/addUsage.js';
import type { Usage } from '../../../core/message.js';
import type { ChatEvent, ChatRequest } from '../../provider.js';
import type { HttpExchange } from '../../transport/httpExchange.js';
import { classifyVendorFailure } from '../../transport/failureMeaning.js';
import { vendorFailureOf } from '../../transport/vendorError.js';
import type { VendorFailure } from '../../transport/vendorFailure.js';
import { adaptedRequest, replaceableParameters, withOutputLimit, type Refusals } from './adaptedRequest.js';
import { outputLimitIn, type OutputLimit } from './outputLimit.js';
import { refusedParameter } from './refusedParameter.js';

/** What models have refused, by model; kept as long as the provider, so that each is refused once only. */
export type RefusedParameters = Map<string, Refusals>;

interface Adaptable {
  readonly exchange: HttpExchange;
  readonly request: ChatRequest;
  readonly refused: RefusedParameters;
  /** Names that may be left out, as the vendor names them. */
  readonly optional: readonly string[];
}

/**
 * Streams an answer and, when the vendor refuses one of its optional parameters, asks again without that one; when it would have
 * to say more than the context has left, asks again with a lower limit. Each is done once, so that the repetitions end. A refusal may be a
 * status or, behind a gateway that has answered 200 already (cai-layer/cai#52, BerriAI/litellm#18757), the first that the stream tells; after anything of the
 * answer it is a failure.
 * No list of models says reliably which takes `temperature`, or whether this account may see reasoning summaries.
 * @param send makes a request without the parameters in `omit` and streams what is answered; called again after a refusal
 */
export async function* retryWithoutRefusedParameters(
  { exchange, request, refused, optional }: Adaptable,
  send: (request: ChatRequest, omit: ReadonlySet<string>) => AsyncIterable<ChatEvent>,
): AsyncGenerator<ChatEvent, void, undefined> {
  const refusals = refused.get(request.model) ?? { omit: new Set<string>(), maximumOutputTokens: undefined };
  refused.set(request.model, refusals);
  const adaptation = new Adaptation(refusals, [...optional, ...replaceableParameters(request)]);
  // Of refused requests: they are paid for, too.
  let spent: Usage | undefined;
  for (;;) {
    let usage: Usage | undefined;
    let hasBegun = false;
    try {
      for await (const event of send(adaptation.adapted(request), refusals.omit)) {
        if (event.type === 'usage') {
          usage = event.usage;
          yield { type: 'usage', usage: addUsage(usage, spent) };
        } else {
          hasBegun = true;
          yield event;
        }
      }
      return;
    } catch (error) {
      // SDKs wrap what went wrong on the wire.
      const failure = vendorFailureOf(exchange.failure ?? error);
      const remedy = hasBegun || failure === undefined ? undefined : adaptation.answerTo(failure);
      if (remedy === undefined) throw error;
      spent = addUsage(spent, usage);
      exchange.forgetRefusal(remedy);
    }
  }
}

/** How one request is adapted, refusal by refusal. */
class Adaptation {
  readonly #refusals: Refusals;
  readonly #names: readonly string[];
  /** What the context has left for the answer, in tokens, once the vendor has said so. */
  #rest: number | undefined;

  /** @param names of what may be left out or said otherwise */
  constructor(refusals: Refusals, names: readonly string[]) {
    this.#refusals = refusals;
    this.#names = names;
  }

  adapted(request: ChatRequest): ChatRequest {
    const adapted = adaptedRequest(request, this.#refusals);
    return this.#rest === undefined ? adapted : withOutputLimit(adapted, this.#rest);
  }

  /**
   * Notes what is refused.
   * @returns what is different about the next request, in words for the log; `undefined` when there is nothing left to try
   */
  answerTo(failure: VendorFailure): string | undefined {
    const meaning = classifyVendorFailure(failure);
    // Without a status, only the sentence tells whether it is the request that is wrong.
    const isUnclear = meaning === 'provider-unavailable' && failure.status === undefined;
    if (meaning !== 'invalid-request' && meaning !== 'context-too-long' && !isUnclear) return undefined;
    const limit = outputLimitIn(failure.text);
    if (limit !== undefined) return this.#limitOutput(limit);
    const left = this.#names.filter((name) => !this.#refusals.omit.has(name));
    const parameter = meaning === 'context-too-long' ? undefined : refusedParameter(failure, left);
    if (parameter === undefined) return undefined;
    this.#refusals.omit.add(parameter);
    return `without the parameter ${parameter}`;
  }

  #limitOutput({ tokens, isRest }: OutputLimit): string | undefined {
    if (this.#rest !== undefined || (!isRest && this.#refusals.maximumOutputTokens !== undefined)) return undefined;
    if (isRest) this.#rest = tokens;
    else this.#refusals.maximumOutputTokens = tokens;
    return `with a limit of ${tokens} tokens for the answer`;
  }
}
