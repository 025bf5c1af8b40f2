import * as vscode from 'vscode';
import type { Disposable } from '../../core/disposables.js';
import { ScoutError } from '../../core/errors.js';
import { builtInPrompts } from '../../prompts/builtInPrompts.js';
import type { PromptFile } from '../../prompts/promptFile.js';
import { findPrompts, nearestNamed, splitCommand } from '../../prompts/promptList.js';
import { fillIn, promptPieces, referencesOf } from '../../prompts/promptPieces.js';
import type { AcceptedPrompt, PromptCandidate, PromptSource } from '../../prompts/promptSource.js';
import { askInputs } from './askInputs.js';
import { readPrompt } from './listPrompts.js';
import { PromptContext, type PromptAttachments } from './promptContext.js';
import { isBuiltIn, type IndexedPrompt, type PromptIndex } from './promptIndex.js';
import { promptModel, type PromptModelDependencies } from './promptModel.js';
import { problemText } from './promptTexts.js';

export interface EditorPromptSourceDependencies extends PromptModelDependencies {
  readonly index: Pick<PromptIndex, 'prompts' | 'onChanged'>;
  readonly attachments: PromptAttachments;
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
    return findPrompts(prompts, query).map(({ prompt, matches }) => candidateOf(prompt as IndexedPrompt, matches));
  }

  async accept(id: string, argument: string, signal: AbortSignal): Promise<AcceptedPrompt | undefined> {
    const prompt = await this.#promptOf(id);
    const file = await currentFile(prompt);
    const { name, body } = file;
    const pieces = promptPieces(body);
    // What is in use now counts, and not what is by the time the questions are answered.
    const context = new PromptContext(name, this.#dependencies.attachments);
    const inputs = await askInputs(name, pieces);
    signal.throwIfAborted();
    const values = inputs && (await context.values(pieces, signal));
    if (inputs === undefined || values === undefined) return undefined;
    if (isBuiltIn(prompt)) await context.attachBuiltIn(builtInPrompts[prompt.builtIn].attaches, signal);
    else await context.attachFiles(await filesOf(prompt, referencesOf(body, pieces)), signal);
    const model = await promptModel(name, file.models, this.#dependencies);
    const filled = fillIn(
      pieces,
      (piece) => {
        if (piece.kind === 'input') return inputs.get(piece.name) ?? '';
        return piece.kind === 'variable' ? (values.get(piece.name) ?? '') : piece.path;
      },
      argument.trim(),
    );
    return { ...filled, attachments: context.parts, ...(model === undefined ? {} : { model }) };
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

function candidateOf(prompt: IndexedPrompt, matches: readonly number[]): PromptCandidate {
  const { id, origin, file } = prompt;
  const place = isBuiltIn(prompt) ? vscode.l10n.t('Built in') : prompt.folder.place;
  const common = { id, name: file.name, origin, place, matches };
  if (!('problem' in file)) return { ...common, description: file.description, argumentHint: file.argumentHint };
  const problem = isBuiltIn(prompt) ? '' : problemText(prompt.uri, file.problem);
  return { ...common, description: '', argumentHint: '', problem };
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

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
