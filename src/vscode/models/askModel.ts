import type { FactLookup } from '../../models/facts/modelFacts.js';
import { parametersFor } from '../../models/facts/parametersFor.js';
import type { ModelRef, SelectionTarget } from '../../models/modelSelection.js';
import type { RecentModels } from '../../models/recentModels.js';
import { parametersOf } from './configuredModel.js';

/** Has a chat ask this model from now on, with the chat's parameters as far as the model is known to have them. */
export async function askModel(
  target: SelectionTarget,
  ref: ModelRef,
  facts: FactLookup,
  recent: RecentModels,
): Promise<void> {
  // At once: a question may follow.
  target.select({ ref, parameters: parametersFor(parametersOf(target.selection), facts(ref.model)) });
  await recent.setModel('llm', ref.endpoint, ref.model);
  await recent.addProvider('llm', ref.endpoint);
  await recent.addChosen(ref);
}
