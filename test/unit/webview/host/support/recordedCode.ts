import type { CodeActions, CodeOrigin } from '../../../../../src/webview/host/code/codeHandlers.js';
import type { CodeBlockView } from '../../../../../src/webview/protocol/code.js';

/** Stands for the editor: what it was asked to do with code of messages. */
export class RecordedCode implements CodeActions {
  readonly asked: {
    readonly action: string;
    readonly blocks: readonly CodeBlockView[];
    readonly origin: CodeOrigin;
  }[] = [];

  run(action: string, block: CodeBlockView, origin: CodeOrigin): Promise<void> {
    return this.applyAll([block], origin, action);
  }

  applyAll(blocks: readonly CodeBlockView[], origin: CodeOrigin, action = 'apply-all'): Promise<void> {
    this.asked.push({ action, blocks, origin });
    return Promise.resolve();
  }
}
