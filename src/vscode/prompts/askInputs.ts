import * as vscode from 'vscode';
import { ScoutError } from '../../core/errors.js';
import { labelOf } from '../../core/text/labelOf.js';
import { maximumInputs } from '../../prompts/limits.js';
import { inputsOf, type PromptPiece } from '../../prompts/promptPieces.js';

/**
 * Asks for the inputs of a prompt one after another, in VS Code's own box. An empty answer is one.
 * @returns `undefined` when the user left one of the boxes
 */
export async function askInputs(
  command: string,
  pieces: readonly PromptPiece[],
): Promise<ReadonlyMap<string, string> | undefined> {
  const inputs = inputsOf(pieces);
  if (inputs.length > maximumInputs)
    throw new ScoutError(
      'unsupported-input',
      vscode.l10n.t(
        '“/{0}” asks {1} questions; at most {2} are possible. Nothing was changed.',
        command,
        inputs.length,
        maximumInputs,
      ),
    );
  const answers = new Map<string, string>();
  for (const [index, { name, placeholder }] of inputs.entries()) {
    const answer = await vscode.window.showInputBox({
      title: inputs.length === 1 ? `/${command}` : `/${command} (${index + 1}/${inputs.length})`,
      prompt: labelOf(name),
      ...(placeholder === '' ? {} : { placeHolder: labelOf(placeholder) }),
      // The message box behind it is where one looks something up.
      ignoreFocusOut: true,
    });
    if (answer === undefined) return undefined;
    answers.set(name, answer);
  }
  return answers;
}
