import { selectModel, type RoleModel } from '../../models/modelSelection.js';
import type { ProviderRole } from '../../providers/providerManager.js';
import { configuredEndpoints } from '../configuration/configuredEndpoints.js';
import { roleSettings } from '../configuration/settings.js';

/** Who answers in a role, as the settings are at this moment. */
export function configuredModel(role: ProviderRole): RoleModel {
  return selectModel(roleSettings(role), configuredEndpoints());
}
