import { parseBlock } from '../../apply/parseBlock.js';
import type { Disposable } from '../../core/disposables.js';
import { AppliedChanges } from '../apply/appliedChanges.js';
import { applyBlocks } from '../apply/applyBlocks.js';
import type { BlockOrigin, CodeBlock } from '../apply/codeBlock.js';
import { discardChanges, revertUnchanged } from '../apply/discardChanges.js';
import type { AskToMerge } from '../apply/mergeRequest.js';
import { closeChanges } from '../apply/showChanges.js';
import { compareWithClipboard } from './compareWithClipboard.js';
import { insertCode } from './insertCode.js';
import { LastEditor } from './lastEditor.js';
import { newFile } from './newFile.js';
import { openFile } from './openFile.js';
import { pasteIntoTerminal } from './pasteIntoTerminal.js';
import { VirtualTexts } from './virtualTexts.js';

export type CodeAction = 'open' | 'apply' | 'insert' | 'new-file' | 'paste-in-terminal' | 'compare';

export interface CodeBlockDependencies {
  readonly askToMerge: AskToMerge;
  /** Puts back what was replaced by placeholders before it was sent. */
  readonly restored: (conversationId: string, code: string) => string;
}

/** What the editor does with code of answers. One for the window; made when the chat is. */
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
    const { language, path } = parseBlock(info, code);
    switch (action) {
      case 'apply':
        return this.#apply([{ info, code }], origin);
      case 'insert':
        return insertCode(code, language, this.#lastEditor);
      case 'new-file':
        return newFile(code, language, path);
      case 'paste-in-terminal':
        return pasteIntoTerminal(code, language ?? '');
      case 'compare':
        return compareWithClipboard(code, path?.split('/').at(-1) ?? language ?? 'code', this.#texts);
      case 'open':
        return path === undefined ? undefined : openFile(path, lineIn(info), code);
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
    if (group === undefined || !(await discardChanges(group))) return;
    await closeChanges(group);
    await revertUnchanged(group);
    this.#changes.remove(group);
  }

  dispose(): void {
    this.#lastEditor.dispose();
    this.#changes.dispose();
    this.#texts.dispose();
  }

  #apply(blocks: readonly CodeBlock[], origin: BlockOrigin): Promise<void> {
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
