import { ScoutError } from '../../../core/errors.js';
import { redact } from '../../../core/redaction.js';
import { labelOf } from '../../../core/text/labelOf.js';
import { jsonMarksIn } from '../../transport/jsonMarks.js';
import { limits } from '../limits.js';
import { isRecord } from '../wireValues.js';

/** Characters of a tool's name in a message. */
const maximumName = 64;

/**
 * The parsed arguments of a tool call. Models send nothing at all, or `null`, for a tool without parameters.
 * Throws `invalid-response` when the text is no JSON object: a cut-off call must not run with half its arguments, and vendors
 * refuse every further request of a chat that holds anything but an object.
 */
export function parseToolArguments(text: string, tool: string): unknown {
  if (text.trim() === '') return {};
  if (text.length > limits.toolArguments || jsonMarksIn(text) > limits.toolArgumentMarks)
    throw brokenArguments(tool, 'too many arguments');
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw brokenArguments(tool, 'invalid JSON arguments');
  }
  return checkedArguments(parsed, tool);
}

/** Whether a text is a JSON object; what is cut off is none. */
export function isJsonObject(text: string): boolean {
  if (!text.trimEnd().endsWith('}')) return false;
  try {
    return isRecord(JSON.parse(text));
  } catch {
    return false;
  }
}

/** The same for arguments that came as JSON. */
export function checkedArguments(input: unknown, tool: string): unknown {
  if (input === undefined || input === null) return {};
  if (!isRecord(input)) throw brokenArguments(tool, 'arguments that are no JSON object');
  return input;
}

function brokenArguments(tool: string, what: string): ScoutError {
  return new ScoutError(
    'invalid-response',
    `The model called the tool "${labelOf(redact(tool), maximumName)}" with ${what}.`,
    {
      retryable: true,
    },
  );
}
