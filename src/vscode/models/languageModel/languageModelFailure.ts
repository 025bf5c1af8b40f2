import * as vscode from 'vscode';
import { isCancellation, ScoutError } from '../../../core/errors.js';
import { modelNotFound } from './languageModels.js';

/**
 * What VS Code, or the extension behind a model, failed with. The codes are those of `vscode.LanguageModelError`; everything else is the
 * extension's own sentence, of which no more is known. Nothing is marked as retryable: a repetition may cost the user another request.
 * @param id of the model
 */
export function languageModelFailure(error: unknown, id: string): ScoutError {
  if (error instanceof ScoutError) return error;
  // Nobody here has cancelled.
  if (isCancellation(error)) return truncated();
  const code = error instanceof vscode.LanguageModelError ? error.code : undefined;
  switch (code) {
    case vscode.LanguageModelError.NoPermissions.name:
      return notPermitted();
    case vscode.LanguageModelError.NotFound.name:
      return modelNotFound(id);
    case vscode.LanguageModelError.Blocked.name:
      return new ScoutError(
        'rate-limited',
        vscode.l10n.t(
          'The model takes no more requests from SCOUT for now; a limit may be used up. {0}',
          messageOf(error),
        ),
      );
    default:
      return new ScoutError('provider-unavailable', messageOf(error) || vscode.l10n.t('The model gave no reason.'));
  }
}

/** The user was asked and refused. */
export function notPermitted(): ScoutError {
  return new ScoutError(
    'not-permitted',
    vscode.l10n.t(
      'Your message is kept. Try again and allow it when VS Code asks, or run “Manage Language Model Access…” from the Command Palette.',
    ),
  );
}

/** The user would have to be asked, and nobody is waiting. */
export function notPermittedYet(): ScoutError {
  return new ScoutError(
    'not-permitted',
    vscode.l10n.t(
      'Nothing was sent, since VS Code might ask you for permission. Ask this model something in a chat first.',
    ),
  );
}

export function truncated(): ScoutError {
  return new ScoutError('stream-truncated', vscode.l10n.t('The answer from VS Code ended before it was complete.'));
}

export function silence(milliseconds: number): ScoutError {
  return new ScoutError(
    'stream-truncated',
    vscode.l10n.t('VS Code sent nothing of the answer for {0} seconds.', Math.round(milliseconds / 1_000)),
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}
