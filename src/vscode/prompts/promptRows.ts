import * as vscode from 'vscode';
import { isBuiltIn, type IndexedPrompt } from './promptIndex.js';
import { problemText } from './promptTexts.js';

export interface PromptButtons {
  readonly up: vscode.QuickInputButton;
  readonly down: vscode.QuickInputButton;
  readonly copy: vscode.QuickInputButton;
  readonly share: vscode.QuickInputButton;
  readonly remove: vscode.QuickInputButton;
}

/** A row of the list of prompts: a prompt, an action, or the heading of a group. */
export interface PromptRow extends vscode.QuickPickItem {
  readonly prompt?: IndexedPrompt;
  readonly action?: 'create' | 'import';
}

export function promptButtons(): PromptButtons {
  const button = (icon: string, tooltip: string): vscode.QuickInputButton => ({
    iconPath: new vscode.ThemeIcon(icon),
    tooltip,
  });
  return {
    up: button('arrow-up', vscode.l10n.t('Move Up')),
    down: button('arrow-down', vscode.l10n.t('Move Down')),
    copy: button('copy', vscode.l10n.t('Copy to My Prompts')),
    share: button('export', vscode.l10n.t('Share…')),
    remove: button('trash', vscode.l10n.t('Delete')),
  };
}

/** Every prompt under the place it comes from, with what can be done with it. */
export function promptRows(prompts: readonly IndexedPrompt[], buttons: PromptButtons): readonly PromptRow[] {
  const own = prompts.filter((prompt) => isOwn(prompt));
  const others = prompts.filter((prompt) => !isOwn(prompt));
  return [
    { label: `$(add) ${vscode.l10n.t('New Prompt…')}`, action: 'create', alwaysShow: true },
    { label: `$(desktop-download) ${vscode.l10n.t('Import Prompts…')}`, action: 'import', alwaysShow: true },
    ...[...own, ...others].flatMap((prompt, index, all) => {
      const place = placeName(prompt);
      const before = all[index - 1];
      const heading = before === undefined || placeName(before) !== place;
      return [...(heading ? [{ label: place, kind: vscode.QuickPickItemKind.Separator }] : []), rowOf(prompt, buttons)];
    }),
  ];
}

/** Whether it is a file of the user's that can be moved and deleted here. */
export function isOwn(prompt: IndexedPrompt): prompt is Exclude<IndexedPrompt, { builtIn: unknown }> {
  return !isBuiltIn(prompt) && prompt.origin === 'user' && prompt.folder.kind === 'prompts';
}

function placeName(prompt: IndexedPrompt): string {
  if (isBuiltIn(prompt)) return vscode.l10n.t('Built in');
  const { place, kind } = prompt.folder;
  return kind === 'skills' ? vscode.l10n.t('Skills in {0}', place) : place;
}

function rowOf(prompt: IndexedPrompt, { up, down, copy, share, remove }: PromptButtons): PromptRow {
  const { file } = prompt;
  const label = `/${file.name}`;
  if ('problem' in file) {
    const detail = isBuiltIn(prompt) ? '' : `$(warning) ${problemText(prompt.uri, file.problem)}`;
    return { label, detail, prompt, buttons: isOwn(prompt) ? [share, remove] : [] };
  }
  const { description, argumentHint } = file;
  const detail = description === '' ? {} : { detail: description };
  const row = { label, description: argumentHint, ...detail, prompt };
  return { ...row, buttons: isOwn(prompt) ? [up, down, share, remove] : isBuiltIn(prompt) ? [copy] : [copy, share] };
}
