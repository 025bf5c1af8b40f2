import path from 'node:path';
import * as vscode from 'vscode';
import { homeDirectory } from '../../core/hostFacts.js';
import { labelOf } from '../../core/text/labelOf.js';
import type { PromptOrigin } from '../../prompts/promptSource.js';
import { isFile } from '../context/files/recentFiles.js';
import { promptFoldersSetting } from '../configuration/settings.js';

/** A folder in which prompts may lie. */
export interface PromptFolder {
  readonly uri: vscode.Uri;
  /** Files named `*.prompt.md` in it, or folders with a `SKILL.md`. */
  readonly kind: 'prompts' | 'skills';
  readonly origin: PromptOrigin;
  /** What it is called in a list. */
  readonly place: string;
  readonly distance: number;
  /** What paths in its files that begin with a slash are below. */
  readonly root: vscode.Uri;
}

const skillParents = ['.github', '.claude', '.agents'] as const;
const ownSkillParents = ['.copilot', '.claude', '.agents'] as const;

/** Where prompts are looked for at this moment, near ones first. Those of a workspace that is not trusted are none. */
export function promptFolders(own: vscode.Uri): readonly PromptFolder[] {
  return [...workspaceFolders(), ...userFolders(own)];
}

/** Where new prompts go: the first folder of the setting, or else SCOUT's own. */
export function folderForNewPrompts(own: vscode.Uri): vscode.Uri {
  return settingFolders()[0] ?? own;
}

function workspaceFolders(): readonly PromptFolder[] {
  if (!vscode.workspace.isTrusted) return [];
  const inUse = editorInUse()?.document.uri;
  const near = inUse === undefined ? undefined : vscode.workspace.getWorkspaceFolder(inUse)?.index;
  return (vscode.workspace.workspaceFolders ?? []).flatMap(({ uri, name, index }): readonly PromptFolder[] => {
    const common = {
      origin: 'workspace',
      place: labelOf(name) || '/',
      distance: index === near ? 0 : index + 1,
      root: uri,
    } as const;
    return [
      { ...common, kind: 'prompts', uri: vscode.Uri.joinPath(uri, '.github', 'prompts') },
      ...skillParents.map((parent) => ({
        ...common,
        kind: 'skills' as const,
        uri: vscode.Uri.joinPath(uri, parent, 'skills'),
      })),
    ];
  });
}

function userFolders(own: vscode.Uri): readonly PromptFolder[] {
  const home = homeDirectory();
  const skills =
    home === undefined ? [] : ownSkillParents.map((parent) => vscode.Uri.file(path.join(home, parent, 'skills')));
  const prompts = [...settingFolders(), own];
  const folders = [
    ...prompts.map((uri) => ({ kind: 'prompts' as const, uri })),
    ...skills.map((uri) => ({ kind: 'skills' as const, uri })),
  ];
  return folders.map(({ kind, uri }, distance) => ({
    kind,
    uri,
    origin: 'user',
    place: uri === own ? vscode.l10n.t('Your prompts') : shortPath(uri, home),
    distance,
    root: uri,
  }));
}

/** Absolute folders of this machine; whatever else is in the setting is passed over. */
function settingFolders(): readonly vscode.Uri[] {
  const home = homeDirectory();
  const paths = promptFoldersSetting().flatMap((entry) => {
    const expanded = home === undefined ? entry : entry.replace(/^~(?=$|[/\\])/u, () => home);
    return path.isAbsolute(expanded) ? [path.normalize(expanded)] : [];
  });
  return [...new Set(paths)].slice(0, 20).map((folder) => vscode.Uri.file(folder));
}

function shortPath({ fsPath }: vscode.Uri, home: string | undefined): string {
  const inHome = home !== undefined && fsPath.startsWith(home + path.sep);
  return labelOf(inHome ? `~${fsPath.slice(home.length)}` : fsPath);
}

/** The editor of a file that is in front, or is to be seen: also while the focus is in the chat. */
export function editorInUse(): vscode.TextEditor | undefined {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  return [activeTextEditor, ...visibleTextEditors].find(
    (editor) => editor !== undefined && isFile(editor.document.uri),
  );
}
