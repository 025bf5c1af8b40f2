import type { KnownFacts } from '../../models/facts/modelFacts.js';
import { parametersFor } from '../../models/facts/parametersFor.js';
import type { ModelRef, SelectionTarget } from '../../models/modelSelection.js';
import type { RecentModels } from '../../models/recentModels.js';
import { findEndpoint } from '../configuration/configuredEndpoints.js';
import { parametersOf } from './configuredModel.js';

/**
 * Has a chat ask this model from now on, with the chat's parameters as far as the model is known to have them. At once: a question or a
 * new chat may follow. @returns whether there is such an endpoint: it may have been removed while the user was choosing.
 */
export function selectModel(target: SelectionTarget, ref: ModelRef, facts: KnownFacts): boolean {
  if (findEndpoint(ref.endpoint) === undefined) return false;
  target.select({ ref, parameters: parametersFor(parametersOf(target.selection), facts) });
  return true;
}

/** Keeps what was chosen for the next list of models. */
export async function noteChosenModel(ref: ModelRef, recent: RecentModels): Promise<void> {
  await recent.setModel('llm', ref.endpoint, ref.model);
  await recent.addProvider('llm', ref.endpoint);
  await recent.addChosen(ref);
}
