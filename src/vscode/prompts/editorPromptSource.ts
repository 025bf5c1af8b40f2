import * as vscode from 'vscode';
import type { Disposable } from '../../core/disposables.js';
import { ScoutError } from '../../core/errors.js';
import { builtInPrompts } from '../../prompts/builtInPrompts.js';
import type { PromptFile } from '../../prompts/promptFile.js';
import { nameKey } from '../../prompts/promptName.js';
import { findPrompts, nearestNamed, splitCommand } from '../../prompts/promptList.js';
import { fillIn, promptPieces, referencesOf } from '../../prompts/promptPieces.js';
import type { AcceptedPrompt, PromptCandidate, PromptSource } from '../../prompts/promptSource.js';
import type { EditorInUse } from '../context/editor/editorInUse.js';
import { askInputs } from './askInputs.js';
import { readPrompt } from './listPrompts.js';
import { PromptContext, type PromptAttachments } from './promptContext.js';
import { isBuiltIn, type IndexedPrompt, type PromptIndex } from './promptIndex.js';
import { promptModel, type PromptModelDependencies } from './promptModel.js';
import { problemText } from './promptTexts.js';
import { exists } from '../context/files/exists.js';

export interface EditorPromptSourceDependencies extends PromptModelDependencies {
  readonly index: Pick<PromptIndex, 'prompts' | 'onChanged'>;
  readonly attachments: PromptAttachments;
  /** What the user works on, also while the chat is in front. */
  readonly editor: Pick<EditorInUse, 'current'>;
}

/** The prompts of this window, for the message box. */
export class EditorPromptSource implements PromptSource {
  readonly #dependencies: EditorPromptSourceDependencies;

  constructor(dependencies: EditorPromptSourceDependencies) {
    this.#dependencies = dependencies;
  }

  async find(query: string, signal: AbortSignal): Promise<readonly PromptCandidate[]> {
    const prompts = await this.#dependencies.index.prompts();
    signal.throwIfAborted();
    const names = prompts.map(({ file }) => nameKey(file.name));
    const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
    return findPrompts(prompts, query).map(({ prompt, matches }) =>
      candidateOf(prompt as IndexedPrompt, matches, repeated.has(nameKey(prompt.file.name))),
    );
  }

  async accept(id: string, argument: string, signal: AbortSignal): Promise<AcceptedPrompt | undefined> {
    const prompt = await this.#promptOf(id);
    const file = await currentFile(prompt);
    const { name, body } = file;
    const pieces = promptPieces(body);
    // What is in use now counts, and not what is by the time the questions are answered.
    const context = new PromptContext(name, this.#dependencies.attachments, this.#dependencies.editor.current);
    const inputs = await askInputs(name, pieces);
    signal.throwIfAborted();
    const values = inputs && (await context.values(pieces, signal));
    if (inputs === undefined || values === undefined) return undefined;
    if (isBuiltIn(prompt)) await context.attachBuiltIn(builtInPrompts[prompt.builtIn].attaches, signal);
    else await context.attachFiles(await filesOf(prompt, referencesOf(body, pieces)), signal);
    const named = await promptModel(name, file.models, this.#dependencies);
    const filled = fillIn(
      pieces,
      (piece) => {
        if (piece.kind === 'input') return inputs.get(piece.name) ?? '';
        return piece.kind === 'variable' ? (values.get(piece.name) ?? '') : piece.path;
      },
      argument.trim(),
    );
    return { ...filled, attachments: context.parts, ...named };
  }

  async commandOf(text: string): Promise<{ readonly id: string; readonly argument: string } | undefined> {
    const command = splitCommand(text);
    if (command === undefined) return undefined;
    const prompt = nearestNamed(await this.#dependencies.index.prompts(), command.name);
    return prompt && { id: prompt.id, argument: command.argument };
  }

  onChanged(listener: () => void): Disposable {
    return this.#dependencies.index.onChanged(listener);
  }

  /** Only what is offered: an id from elsewhere leads to no file. */
  async #promptOf(id: string): Promise<IndexedPrompt> {
    const prompts = await this.#dependencies.index.prompts();
    const found = prompts.find((prompt) => prompt.id === id);
    if (found !== undefined) return found;
    throw new ScoutError(
      'unsupported-input',
      vscode.l10n.t('This prompt is no longer there. Nothing was changed. Choose another one.'),
    );
  }
}

/** @param isRepeated whether another one has the same name */
function candidateOf(prompt: IndexedPrompt, matches: readonly number[], isRepeated: boolean): PromptCandidate {
  const { id, origin, file } = prompt;
  const place = isBuiltIn(prompt) ? vscode.l10n.t('Built in') : prompt.folder.place;
  const problem = 'problem' in file && !isBuiltIn(prompt) ? problemText(prompt.uri, file.problem) : undefined;
  const ownDescription = problem ?? ('description' in file ? file.description : '');
  return {
    id,
    name: file.name,
    description: [...(isRepeated ? [place] : []), ownDescription].filter((text) => text !== '').join(' · '),
    argumentHint: 'argumentHint' in file ? file.argumentHint : '',
    origin,
    place,
    matches,
    ...(problem === undefined ? {} : { problem }),
  };
}

/** As its file is now: it may have been edited a moment ago. */
async function currentFile(prompt: IndexedPrompt): Promise<PromptFile> {
  if (isBuiltIn(prompt)) return prompt.file as PromptFile;
  const file = await readPrompt(prompt.uri);
  if (!('problem' in file)) return file;
  throw new ScoutError(
    'unsupported-input',
    vscode.l10n.t(
      'The prompt “/{0}” cannot be used. Nothing was sent. {1}',
      file.name,
      problemText(prompt.uri, file.problem),
    ),
  );
}

/**
 * Paths are below the prompt's own folder, as in VS Code; those that begin with a slash, and those that lead nowhere there, below the
 * workspace folder.
 */
async function filesOf(
  { uri, folder }: Extract<IndexedPrompt, { readonly uri: vscode.Uri }>,
  references: readonly string[],
): Promise<readonly vscode.Uri[]> {
  const own = vscode.Uri.joinPath(uri, '..');
  return Promise.all(
    references.map(async (path) => {
      const [near, far] = [vscode.Uri.joinPath(own, path), vscode.Uri.joinPath(folder.root, path)];
      if (path.startsWith('/')) return far;
      return !(await exists(near)) && (await exists(far)) ? far : near;
    }),
  );
}
