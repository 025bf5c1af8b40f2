import * as vscode from 'vscode';
import { labelOf } from '../../core/text/labelOf.js';
import type { BuiltInName } from '../../prompts/builtInPrompts.js';
import { maximumFrontMatter, maximumKeys, maximumPromptBytes } from '../../prompts/limits.js';
import type { PromptProblem } from '../../prompts/promptFile.js';
import { formatBytes } from '../../core/text/formatBytes.js';

/** What is wrong with a file, as a sentence that names it and the line. */
export function problemText(uri: vscode.Uri, { fault, line }: PromptProblem): string {
  return vscode.l10n.t('{0}, line {1}: {2}', placeOf(uri), line, faultText(fault));
}

/** Folder and name of a file: enough to find it, and no home folder. */
export function placeOf(uri: vscode.Uri): string {
  return labelOf(uri.path.split('/').slice(-2).join('/'));
}

function faultText(fault: PromptProblem['fault']): string {
  const { t } = vscode.l10n;
  switch (fault) {
    case 'not-closed':
      return t('the front matter has no closing “---”.');
    case 'too-large':
      return t('the front matter has more than {0}.', formatBytes(maximumFrontMatter));
    case 'too-many-keys':
      return t('the front matter has more than {0} keys.', maximumKeys);
    case 'not-a-mapping':
      return t('the front matter must be lines such as “description: …”.');
    case 'duplicate-key':
      return t('a key stands there twice.');
    case 'tab':
      return t('YAML is indented with spaces, not with tabs.');
    case 'alias':
      return t('aliases (“*name”) are not supported.');
    case 'syntax':
      return t('this is not valid YAML. Text with special characters needs quotation marks.');
    case 'file-too-large':
      return t('the file is larger than {0}.', formatBytes(maximumPromptBytes));
    case 'not-text':
      return t('this is not a text file.');
    case 'unreadable':
      return t('the file cannot be read.');
    case 'empty':
      return t('the prompt has no text.');
  }
}

/** What a prompt of SCOUT's does. */
export function builtInDescription(name: BuiltInName): string {
  switch (name) {
    case 'explain':
      return vscode.l10n.t('Explains the selection, or the open file');
    case 'fix':
      return vscode.l10n.t('Finds and fixes what is wrong with it, with the problems VS Code shows');
    case 'improve':
      return vscode.l10n.t('Makes it simpler and clearer without changing what it does');
    case 'tests':
      return vscode.l10n.t('Writes tests for the selection, or the open file');
    case 'doc':
      return vscode.l10n.t('Writes documentation comments for it');
    case 'review':
      return vscode.l10n.t('Reviews the staged changes, or else all that are not committed');
    case 'commit':
      return vscode.l10n.t('Writes a commit message for the staged changes');
  }
}
