import * as vscode from 'vscode';
import type { ModelCatalogue } from '../../models/modelCatalogue.js';
import type { ModelRef } from '../../models/modelSelection.js';
import type { Endpoint, EndpointId } from '../../providers/endpoint.js';
import type { ModelInfo } from '../../providers/provider.js';
import { labelOf } from '../../core/text/labelOf.js';
import type { AcceptedPrompt } from '../../prompts/promptSource.js';
import { addressOf } from '../configuration/settings.js';

export interface PromptModelDependencies {
  readonly catalogue: Pick<ModelCatalogue, 'known'>;
  /** Those that can be asked: with a key, or needing none. */
  readonly usableEndpoints: () => Promise<readonly Endpoint[]>;
  /** Where the chat in use asks. */
  readonly currentEndpoint: () => EndpointId | undefined;
}

/**
 * The first of a prompt's models that is known here, or a sentence for the user where none is; asks no server.
 * @param names as its author wrote them: `endpoint/model`, an id, or a display name, as VS Code's files have it
 */
export async function promptModel(
  command: string,
  names: readonly string[],
  dependencies: PromptModelDependencies,
): Promise<Pick<AcceptedPrompt, 'model' | 'notice'>> {
  if (names.length === 0) return {};
  const current = dependencies.currentEndpoint();
  const endpoints = [...(await dependencies.usableEndpoints())].sort(
    (one, other) => Number(other.id === current) - Number(one.id === current),
  );
  const lists = await Promise.all(
    endpoints.map(async (endpoint) => ({
      endpoint,
      models: (await dependencies.catalogue.known(endpoint, addressOf(endpoint))).models,
    })),
  );
  for (const name of names) {
    const found = findModel(name, lists);
    if (found !== undefined) return { model: found };
  }
  const notice = vscode.l10n.t(
    '“/{0}” names the model “{1}”, which is not in your list. This chat’s own model answers.',
    command,
    labelOf(names.join(', ')),
  );
  return { notice };
}

interface EndpointModels {
  readonly endpoint: Endpoint;
  readonly models: readonly ModelInfo[];
}

function findModel(name: string, lists: readonly EndpointModels[]): ModelRef | undefined {
  const wanted = key(name);
  const prefixed = lists.filter(({ endpoint }) => wanted.startsWith(`${key(endpoint.id)}/`));
  const inEndpoint = (list: EndpointModels, model: string): ModelRef | undefined => {
    const found =
      list.models.find(({ id }) => key(id) === model) ??
      list.models.find(({ displayName }) => key(displayName) === model);
    return found && { endpoint: list.endpoint.id, model: found.id };
  };
  for (const list of prefixed) {
    const found = inEndpoint(list, wanted.slice(list.endpoint.id.length + 1));
    if (found !== undefined) return found;
  }
  for (const list of lists) {
    const found = inEndpoint(list, wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** VS Code's files name whose model it is behind its name: `GPT-5 (copilot)`. */
function key(name: string): string {
  return name
    .replace(/\s*\([^()]*\)$/u, '')
    .trim()
    .toLowerCase();
}
