import type { Disposable } from '../core/disposables.js';
import type { AttachmentPart } from '../core/message.js';

/**
 * What the user decided about the instructions that lie in the folders of this window. `none`: there are no such files, or the workspace
 * is not trusted. Where folders differ, the one that is still to be decided counts.
 */
export type InstructionsState = 'none' | 'unasked' | 'used' | 'declined';

/** Files for assistants that a workspace brings along: `AGENTS.md` and its like. Nothing of them is sent before the user has said so. */
export interface WorkspaceInstructions {
  state(): Promise<InstructionsState>;
  /**
   * Those that a new chat begins with, as attachments of kind `instructions`; empty unless the state is `used`. Bounded; what was cut
   * is in their notes. Never rejects: what cannot be read is left out.
   */
  parts(): Promise<readonly AttachmentPart[]>;
  /** Those that are meant for files like these only (`applyTo`), under the same conditions. @param uris of what is attached */
  partsFor(uris: readonly string[]): Promise<readonly AttachmentPart[]>;
  /** Whether the user has said that those of the folder are used in which this file lies, or lay. */
  isUsed(uri: string): boolean;
  /** Asks once for each folder whether they are used, with what is in them and how large they are. Does nothing when all is decided. */
  offer(): Promise<void>;
  /** Files have changed, or the user has decided. */
  onChanged(listener: () => void): Disposable;
}
