import type { Logger } from '../core/logger.js';
import type { TaskRegistry } from '../core/taskRegistry.js';
import type { ActiveSelection } from '../models/activeSelection.js';
import type { ProviderStatus } from '../models/providerStatus.js';
import type { SecretFinder } from '../privacy/secretFinding.js';
import type { SecretRestorer, SendGate } from '../privacy/sendGate.js';
import type { ProviderManager } from '../providers/providerManager.js';
import { CommitMessages } from '../vscode/commitMessage/commitMessages.js';
import { commitInstructionsSetting } from '../vscode/configuration/settings.js';
import { sendTargetOf } from '../vscode/models/sendTargetOf.js';
import { ConfiguredModelResolver } from '../vscode/models/configuredModelResolver.js';

export interface CreateCommitMessagesDependencies {
  readonly manager: ProviderManager;
  readonly provider: ProviderStatus;
  readonly active: ActiveSelection;
  readonly gate: SendGate;
  readonly finder: SecretFinder;
  readonly secrets: SecretRestorer;
  readonly tasks: TaskRegistry;
  readonly logger: Logger;
}

export function createCommitMessages(dependencies: CreateCommitMessagesDependencies): CommitMessages {
  const { manager, provider, active, gate, finder, secrets, tasks, logger } = dependencies;
  return new CommitMessages({
    models: new ConfiguredModelResolver(manager, provider),
    selection: () => active.selection,
    targetOf: ({ ref }) => sendTargetOf(ref.endpoint),
    gate,
    finder,
    secrets,
    instructions: commitInstructionsSetting,
    tasks,
    logger,
  });
}
