import { createContext } from 'preact';

/** The message in which code is shown. */
export interface CodeSource {
  readonly messageId: string;
  /** Whether the message has come to its end by itself: then code whose fence is never closed is whole, too. */
  readonly isComplete: boolean;
  /** Whether what it says is meant to change files: an answer, but not a question. */
  readonly isAnswer: boolean;
}

/** `null` where code can only be read and copied, as in a model's thinking. */
export const CodeSourceContext = createContext<CodeSource | null>(null);
