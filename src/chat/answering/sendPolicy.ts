import type { ModelRef } from '../../models/modelSelection.js';
import type { PromptEntry } from './promptManifest.js';

/** Decides, for every request of a chat, whether what is in it may go to the endpoint. */
export interface SendPolicy {
  /** @throws ScoutError `local-only` when a rule of the user keeps something of it on this machine; nothing has changed then */
  check(entries: readonly PromptEntry[], ref: ModelRef): void;
}
