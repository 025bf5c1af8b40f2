import type { Disposable } from '../../core/disposables.js';
import { AppliedChanges } from '../apply/appliedChanges.js';
import type { BlockOrigin, CodeBlock } from '../apply/codeBlock.js';
import type { AskToMerge } from '../apply/mergeRequest.js';
import { closeChanges } from '../apply/showChanges.js';
import { LastEditor } from './lastEditor.js';
import { VirtualTexts } from './virtualTexts.js';

export type CodeAction = 'open' | 'apply' | 'insert' | 'new-file' | 'paste-in-terminal' | 'compare';

export interface CodeBlockDependencies {
  readonly askToMerge: AskToMerge;
  /** Puts back what was replaced by placeholders before it was sent. */
  readonly restored: (conversationId: string, code: string) => string;
}

/** What the editor does with code of answers. One for the window; made when the chat is. What it needs for that is loaded with the first click. */
export class CodeBlockActions implements Disposable {
  readonly #dependencies: CodeBlockDependencies;
  readonly #texts = new VirtualTexts();
  readonly #changes = new AppliedChanges(this.#texts);
  readonly #lastEditor = new LastEditor();

  constructor(dependencies: CodeBlockDependencies) {
    this.#dependencies = dependencies;
  }

  async run(action: CodeAction, block: CodeBlock, origin: BlockOrigin): Promise<void> {
    const { info, code } = this.#restored(block, origin);
    const { parseBlock } = await import('../../apply/parseBlock.js');
    const { language, path } = parseBlock(info, code);
    switch (action) {
      case 'apply':
        return this.#apply([{ info, code }], origin);
      case 'insert':
        return (await import('./insertCode.js')).insertCode(code, language, this.#lastEditor);
      case 'new-file':
        return (await import('./newFile.js')).newFile(code, language, path);
      case 'paste-in-terminal':
        return (await import('./pasteIntoTerminal.js')).pasteIntoTerminal(code, language ?? '');
      case 'compare': {
        const { compareWithClipboard } = await import('./compareWithClipboard.js');
        return compareWithClipboard(code, path?.split('/').at(-1) ?? language ?? 'code', this.#texts);
      }
      case 'open': {
        const { openFile } = await import('./openFile.js');
        return path === undefined ? undefined : openFile(path, lineIn(info), code);
      }
    }
  }

  applyAll(blocks: readonly CodeBlock[], origin: BlockOrigin): Promise<void> {
    return this.#apply(
      blocks.map((block) => this.#restored(block, origin)),
      origin,
    );
  }

  /** The changes stay, and it is the user who saves them. @param uri of a file with changes */
  async keepAll(uri: unknown): Promise<void> {
    const group = this.#changes.find(uri);
    if (group === undefined) return;
    await closeChanges(group);
    this.#changes.remove(group);
  }

  /** The files are as they were before. @param uri of a file with changes */
  async discardAll(uri: unknown): Promise<void> {
    const group = this.#changes.find(uri);
    if (group === undefined) return;
    const { discardChanges, revertUnchanged } = await import('../apply/discardChanges.js');
    if (!(await discardChanges(group))) return;
    await closeChanges(group);
    await revertUnchanged(group);
    this.#changes.remove(group);
  }

  dispose(): void {
    this.#lastEditor.dispose();
    this.#changes.dispose();
    this.#texts.dispose();
  }

  async #apply(blocks: readonly CodeBlock[], origin: BlockOrigin): Promise<void> {
    const { applyBlocks } = await import('../apply/applyBlocks.js');
    const { askToMerge } = this.#dependencies;
    return applyBlocks(blocks, origin, { lastEditor: this.#lastEditor, changes: this.#changes, askToMerge });
  }

  #restored({ info, code }: CodeBlock, { conversationId }: BlockOrigin): CodeBlock {
    return { info, code: this.#dependencies.restored(conversationId, code) };
  }
}

/** The line that stands behind the path, such as `src/app.ts:12` or `#L12`. */
function lineIn(info: string): number | undefined {
  const line = Number(
    /[^\s:]:(\d{1,7})\b|#L(\d{1,7})\b/u
      .exec(info)
      ?.slice(1)
      .find((digits) => digits !== undefined),
  );
  return line > 0 ? line : undefined;
}
