import type { ChatRequest } from '../provider.js';
import type { HttpExchange } from '../transport/httpExchange.js';
import { adaptedRequest, replaceableParameters, withOutputLimit, type Refusals } from './adaptedRequest.js';
import { outputLimitIn } from './outputLimit.js';
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
 * Sends a request and, when the vendor refuses one of its optional parameters, sends it again without that one; when it would have
 * to say more than the context has left, sends it again with a lower limit. Each is done once, so that the repetitions end.
 * No list of models says reliably which takes `temperature`, or whether this account may see reasoning summaries.
 * @param send makes a request without the parameters in `omit`; called again after a refusal
 */
export async function retryWithoutRefusedParameters<T>(
  { exchange, request, refused, optional }: Adaptable,
  send: (request: ChatRequest, omit: ReadonlySet<string>) => Promise<T>,
): Promise<T> {
  const refusals = refused.get(request.model) ?? { omit: new Set<string>(), maximumOutputTokens: undefined };
  refused.set(request.model, refusals);
  const { omit } = refusals;
  const names = [...optional, ...replaceableParameters(request)];
  let rest: number | undefined;
  for (;;) {
    try {
      const adapted = adaptedRequest(request, refusals);
      return await send(rest === undefined ? adapted : withOutputLimit(adapted, rest), omit);
    } catch (error) {
      const { failure, refusal } = exchange;
      if (refusal === undefined || (failure?.code !== 'invalid-request' && failure?.code !== 'context-too-long'))
        throw error;
      const limit = outputLimitIn(refusal.text);
      if (limit !== undefined) {
        if (rest !== undefined || (!limit.isRest && refusals.maximumOutputTokens !== undefined)) throw error;
        if (limit.isRest) rest = limit.tokens;
        else refusals.maximumOutputTokens = limit.tokens;
        exchange.forgetRefusal(`with a limit of ${limit.tokens} tokens for the answer`);
        continue;
      }
      const parameter = failure.code === 'invalid-request' ? refusedParameter(refusal, names) : undefined;
      if (parameter === undefined || omit.has(parameter)) throw error;
      omit.add(parameter);
      exchange.forgetRefusal(`without the parameter ${parameter}`);
    }
  }
}
