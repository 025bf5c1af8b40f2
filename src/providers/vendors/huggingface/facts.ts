import { factNames, soundFacts, type ModelFacts } from '../../../core/modelFacts.js';
import { dollarPrice } from '../../adapter/modelList/listedFacts.js';
import { elementsOf, fieldsOf, type WireFields } from '../../adapter/wireValues.js';
import type { ModelHost } from '../../provider.js';

/**
 * What the router's list tells of a model: https://huggingface.co/docs/inference-providers/hub-api. Limits, tools and prices are those
 * of the company that runs it; prices are in dollars for a million tokens.
 * @param companies those of the list's `providers` that are live
 */
export function toFacts(
  model: WireFields,
  companies: readonly WireFields[],
): ModelFacts & { readonly hosts?: readonly ModelHost[] } {
  const modalities = elementsOf(fieldsOf(model['architecture'])['input_modalities']);
  const inputs = modalities.length === 0 ? {} : { imageInput: modalities.includes('image') };
  const hosts = companies.flatMap((company): ModelHost[] => {
    const { provider } = company;
    return typeof provider === 'string'
      ? [{ name: provider, ...soundFacts({ ...inputs, ...companyFacts(company) }) }]
      : [];
  });
  return {
    ...soundFacts({ ...inputs, ...sharedFacts(hosts) }),
    ...(hosts.length === 0 ? {} : { hosts }),
  };
}

function companyFacts(company: WireFields): { readonly [K in keyof ModelFacts]?: unknown } {
  const { input, output } = fieldsOf(company['pricing']);
  return {
    contextTokens: company['context_length'],
    tools: company['supports_tools'],
    structuredOutput: company['supports_structured_output'],
    price: dollarPrice({ input, output }, 1_000_000),
  };
}

/** Which company answers is not known beforehand: what all agree on, and the smallest context that is known. */
function sharedFacts(hosts: readonly ModelHost[]): ModelFacts {
  const agreed = factNames.filter((name) => new Set(hosts.map((host) => JSON.stringify(host[name]))).size === 1);
  const contexts = hosts.flatMap(({ contextTokens }) => contextTokens ?? []);
  return {
    ...Object.fromEntries(agreed.map((name) => [name, hosts[0]?.[name]])),
    ...(contexts.length === 0 ? {} : { contextTokens: Math.min(...contexts) }),
  };
}
