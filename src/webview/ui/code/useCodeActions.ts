import { useContext } from 'preact/hooks';
import { isForTerminal, type CodeActionId, type CodeBlockView } from '../../protocol/code.js';
import { useChat, useStrings } from '../chatContext.js';
import type { Strings } from '../chat/chatStore.js';
import type { IconName } from '../common/Icon.js';
import { CodeSourceContext } from './codeSource.js';

export interface CodeAction {
  readonly id: CodeActionId;
  readonly icon: IconName;
  readonly label: string;
  readonly run: () => void;
}

export interface CodeActions {
  /** Have buttons of their own. */
  readonly first: readonly CodeAction[];
  /** Are in a menu. */
  readonly more: readonly CodeAction[];
  /** Shows the file that the block names. */
  readonly openFile: () => void;
}

const none: CodeActions = { first: [], more: [], openFile: () => undefined };

/**
 * What can be done with a block, the most useful first.
 *
 * @param isWhole whether the block has come to its end: half a block is never acted upon.
 */
export function useCodeActions(block: CodeBlockView, language: string, isWhole: boolean): CodeActions {
  const { post, store } = useChat();
  const strings = useStrings();
  const source = useContext(CodeSourceContext);
  if (source === null || !isWhole || block.code.trim() === '') return none;
  const { messageId } = source;
  const run = (action: CodeActionId) => post({ type: 'code-action', action, messageId, block });
  const make = (id: CodeActionId): CodeAction => ({ id, ...looks(id, strings), run: () => run(id) });
  const openFile = () => run('open');
  if (!isForTerminal(language))
    return { first: [make('apply'), make('insert')], more: [make('new-file'), make('compare')], openFile };
  const offersTerminal = store.settings.value?.offersTerminal === true;
  const first: readonly CodeActionId[] = offersTerminal ? ['paste-in-terminal', 'insert'] : ['insert'];
  return { first: first.map(make), more: (['apply', 'new-file', 'compare'] as const).map(make), openFile };
}

function looks(id: CodeActionId, strings: Strings): { readonly icon: IconName; readonly label: string } {
  switch (id) {
    case 'apply':
      return { icon: 'apply', label: strings.codeApply };
    case 'insert':
      return { icon: 'insert', label: strings.codeInsert };
    case 'new-file':
      return { icon: 'new-file', label: strings.codeNewFile };
    case 'paste-in-terminal':
      return { icon: 'terminal', label: strings.codePaste };
    case 'compare':
      return { icon: 'compare', label: strings.codeCompare };
    case 'open':
      return { icon: 'export', label: strings.codeOpenFile };
  }
}
