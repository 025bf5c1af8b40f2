import { ScoutError } from '../../core/errors.js';

/**
 * The parsed arguments of a tool call. Models send nothing at all for a tool without parameters.
 * Throws `invalid-response` when the text is no JSON: a cut-off call must not run with half its arguments.
 */
export function parseToolArguments(text: string, tool: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new ScoutError('invalid-response', `The model called the tool "${tool}" with invalid JSON arguments.`, {
      retryable: true,
    });
  }
}
