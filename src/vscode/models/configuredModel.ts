import type { ChatParameters } from '../../core/chatParameters.js';
import { selectModel, type RoleModel } from '../../models/modelSelection.js';
import type { ProviderRole } from '../../providers/providerManager.js';
import type { StoredSelection } from '../../storage/api/chatHistory.js';
import { configuredEndpoints } from '../configuration/configuredEndpoints.js';
import { parameterSettings, roleSettings } from '../configuration/settings.js';

/** Who answers in a role, as the settings are at this moment. */
export function configuredModel(role: ProviderRole): RoleModel {
  return selectModel(roleSettings(role), configuredEndpoints());
}

/** Who answers a chat: what it asks itself, or what the settings say. */
export function modelOf(selection: StoredSelection | null): RoleModel {
  return selection === null ? configuredModel('llm') : selectModel(selection.ref, configuredEndpoints());
}

/** With what a chat asks. */
export function parametersOf(selection: StoredSelection | null): ChatParameters {
  return selection?.parameters ?? parameterSettings();
}

/** What a chat without a choice of its own asks; `null` where the settings name no model. */
export function settingsSelection(): StoredSelection | null {
  const { endpoint, model } = configuredModel('llm');
  return model === undefined ? null : { ref: { endpoint: endpoint.id, model }, parameters: parameterSettings() };
}
