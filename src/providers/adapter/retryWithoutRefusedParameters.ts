import type { HttpExchange } from '../transport/httpExchange.js';

/** Parameters that a model has refused, by model; kept as long as the provider, so that each is refused once only. */
export type RefusedParameters = Map<string, Set<string>>;

/**
 * Sends a request and, when the vendor refuses one of its optional parameters by name, sends it again without that one.
 * No list of models says reliably which takes `temperature`, or whether this account may see reasoning summaries.
 * @param optional names that may be left out, as the vendor names them
 * @param send makes the request without the parameters in `omit`; called again after a refusal
 */
export async function retryWithoutRefusedParameters<T>(
  {
    exchange,
    model,
    refused,
    optional,
  }: { exchange: HttpExchange; model: string; refused: RefusedParameters; optional: readonly string[] },
  send: (omit: ReadonlySet<string>) => Promise<T>,
): Promise<T> {
  const omit = refused.get(model) ?? new Set<string>();
  refused.set(model, omit);
  for (;;) {
    try {
      return await send(omit);
    } catch (error) {
      const blamed = exchange.failure?.code === 'invalid-request' ? exchange.refusedParameter : undefined;
      const parameter = optional.find(
        (name) => name === blamed || blamed?.startsWith(`${name}.`) || name.endsWith(`.${blamed}`),
      );
      if (parameter === undefined || omit.has(parameter)) throw error;
      omit.add(parameter);
      exchange.forgetRefusal(parameter);
    }
  }
}
