import type { SecretRestorer } from '../../src/privacy/sendGate.js';

/** Nothing was replaced. */
export const noSecrets: SecretRestorer = {
  prepare: () => undefined,
  restore: (_, text) => text,
  heldBack: () => 0,
  onChanged: () => ({ dispose: () => undefined }),
};
