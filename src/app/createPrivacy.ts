import type { SendPolicy } from '../chat/answering/sendPolicy.js';
import { Placeholders } from '../privacy/placeholders.js';
import type { SecretRestorer, SendGate } from '../privacy/sendGate.js';
import { localOnlyPolicy } from '../vscode/privacy/localOnlyPolicy.js';
import { createSendGate } from '../vscode/privacy/sendGate.js';
import { WorkspaceSecrets } from '../vscode/privacy/workspaceSecrets.js';

/** What decides about everything that is sent; one for the window, since it remembers decisions and placeholders. */
export interface Privacy {
  readonly finder: WorkspaceSecrets;
  readonly gate: SendGate;
  readonly restorer: SecretRestorer;
  readonly policy: SendPolicy;
  dispose(): void;
}

export function createPrivacy(): Privacy {
  const finder = new WorkspaceSecrets();
  const placeholders = new Placeholders();
  return {
    finder,
    gate: createSendGate(finder, placeholders),
    restorer: placeholders,
    policy: localOnlyPolicy,
    dispose: () => finder.dispose(),
  };
}
