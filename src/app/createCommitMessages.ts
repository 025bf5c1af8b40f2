import type { Logger } from '../core/logger.js';
import type { TaskRegistry } from '../core/taskRegistry.js';
import type { ActiveSelection } from '../models/activeSelection.js';
import type { ModelSelection } from '../models/modelSelection.js';
import type { ProviderStatus } from '../models/providerStatus.js';
import type { SendGate, SendTarget } from '../privacy/sendGate.js';
import { isOnNetwork } from '../providers/endpoint.js';
import type { ProviderManager } from '../providers/providerManager.js';
import { CommitMessages } from '../vscode/commitMessage/commitMessages.js';
import { findEndpoint } from '../vscode/configuration/configuredEndpoints.js';
import { addressOf, commitInstructionsSetting } from '../vscode/configuration/settings.js';
import { ConfiguredModelResolver } from '../vscode/models/configuredModelResolver.js';

export interface CreateCommitMessagesDependencies {
  readonly manager: ProviderManager;
  readonly provider: ProviderStatus;
  readonly active: ActiveSelection;
  readonly gate: SendGate;
  readonly tasks: TaskRegistry;
  readonly logger: Logger;
}

export function createCommitMessages(dependencies: CreateCommitMessagesDependencies): CommitMessages {
  const { manager, provider, active, gate, tasks, logger } = dependencies;
  return new CommitMessages({
    models: new ConfiguredModelResolver(manager, provider),
    selection: () => active.selection,
    targetOf: sendTarget,
    gate,
    instructions: commitInstructionsSetting,
    tasks,
    logger,
  });
}

function sendTarget({ ref, endpointName }: ModelSelection): SendTarget {
  const endpoint = findEndpoint(ref.endpoint);
  const isKnown = endpoint !== undefined && isOnNetwork(endpoint);
  return { id: ref.endpoint, name: endpointName, baseUrl: isKnown ? addressOf(endpoint) : undefined };
}
