import type * as vscode from 'vscode';
import type { Usage } from '../../../core/message.js';

/** Characters of an answer beyond which it is not counted: some extensions count in the thread that all extensions share. */
const longestCounted = 1_000_000;
/** Counting is waited for no longer than this after the answer, in milliseconds. */
const patienceMs = 2_000;

/** The tokens of one request and its answer. VS Code tells no bill: these are counts of the model's tokenizer, so an estimate. */
export interface LanguageModelCounter {
  /** @param output all that came; not empty. Never rejects; `undefined` where the model cannot count, or not soon enough. */
  usage(output: string): Promise<Usage | undefined>;
}

/** Begins to count the messages at once. */
export function countLanguageModelTokens(
  model: vscode.LanguageModelChat,
  messages: readonly vscode.LanguageModelChatMessage[],
  token: vscode.CancellationToken,
): LanguageModelCounter {
  const count = async (what: string | vscode.LanguageModelChatMessage): Promise<number> =>
    soundCount(await model.countTokens(what, token));
  const input = Promise.all(messages.map(count));
  // It is awaited later, or never.
  input.catch(() => undefined);
  return {
    async usage(output) {
      if (output.length > longestCounted) return undefined;
      const late = Promise.withResolvers<undefined>();
      const timer = setTimeout(() => late.resolve(undefined), patienceMs);
      const counted = Promise.all([input, count(output)]).then(([counts, outputTokens]): Usage => ({
        inputTokens: counts.reduce((sum, one) => sum + one, 0),
        outputTokens,
        isEstimate: true,
      }));
      try {
        return await Promise.race([counted, late.promise]);
      } catch {
        return undefined;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/** Extensions that cannot count return anything, 0 among it. */
function soundCount(count: unknown): number {
  if (typeof count === 'number' && Number.isSafeInteger(count) && count > 0) return count;
  throw new RangeError('not a count of tokens');
}
