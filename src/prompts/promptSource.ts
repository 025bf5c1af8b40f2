import type { AttachmentPart } from '../core/message.js';
import type { Disposable } from '../core/disposables.js';

/** Whose a prompt is: SCOUT's own, the user's, or of a folder that is open in the window. */
export type PromptOrigin = 'builtIn' | 'user' | 'workspace';

/** A prompt, as the list behind `/` offers it. */
export interface PromptCandidate {
  /** What `accept` takes; of no meaning to others, and the same as long as the file is where it is. */
  readonly id: string;
  /** What is typed behind the slash, without it. Not unique: `place` tells two of one name apart. */
  readonly name: string;
  /**
   * One line in the user's language or the author's; may be empty. Says what is wrong with a broken one, and where it comes from when
   * another has the same name.
   */
  readonly description: string;
  /** What the author expects behind the name, such as `[file] [what to look for]`; may be empty. */
  readonly argumentHint: string;
  readonly origin: PromptOrigin;
  /** Where it comes from, in the user's language: "Built in", the name of a folder. One line, never empty. */
  readonly place: string;
  /** Places in `name` that fit what was looked for, in UTF-16 code units; may be empty. */
  readonly matches: readonly number[];
  /** Why it cannot be used, as a sentence for the user that names file and line. Such a prompt is listed, and `accept` rejects. */
  readonly problem?: string;
}

/** A prompt, ready for the message box. Nothing of it has been sent, and nothing attached yet. */
export interface AcceptedPrompt {
  /** What goes into the message box in place of the command: every variable has its value. */
  readonly text: string;
  /** Where one goes on typing, in UTF-16 code units of `text`: the place of what is typed behind the command, or else its end. */
  readonly cursor: number;
  /** What the prompt wants to have with it, in its order; goes to the other attachments of the draft. */
  readonly attachments: readonly AttachmentPart[];
  /** A sentence for the user: that the model which the prompt names is not known here. */
  readonly notice?: string;
  /** Which model is to answer, if the prompt names one that is known here. */
  readonly model?: { readonly endpoint: string; readonly model: string };
}

/** The prompts that can be used in this window: those of a workspace only where it is trusted. */
export interface PromptSource {
  /**
   * Those that fit what is typed behind the slash, the best first; all of them for an empty query, in the user's order.
   * Rejects with `AbortError` when a newer query has come.
   */
  find(query: string, signal: AbortSignal): Promise<readonly PromptCandidate[]>;
  /**
   * Reads it anew, asks for its inputs one after another, and reads what it attaches.
   * @param argument what was typed behind the command; may be empty
   * @returns `undefined` when the user left one of the questions: nothing has happened then
   * @throws ScoutError with a sentence for the user, `AbortError` when it was cancelled
   */
  accept(id: string, argument: string, signal: AbortSignal): Promise<AcceptedPrompt | undefined>;
  /** The command that a text begins with, such as `/explain why?`; `undefined` when there is no prompt of that name. */
  commandOf(text: string): Promise<{ readonly id: string; readonly argument: string } | undefined>;
  /** Files were added, changed or removed, the workspace was trusted, or its folders changed. */
  onChanged(listener: () => void): Disposable;
}
