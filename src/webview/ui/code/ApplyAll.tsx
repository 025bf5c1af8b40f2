import { useContext, useMemo } from 'preact/hooks';
import { useChat, useStrings } from '../chatContext.js';
import { fillIn } from '../common/fillIn.js';
import { Icon } from '../common/Icon.js';
import type { MarkdownBlock } from '../markdown/markdownBlock.js';
import { applicableBlocks } from './parsedCode.js';
import { CodeSourceContext } from './codeSource.js';

/** Below an answer with several blocks that change files: applies all of them together. */
export function ApplyAll({ blocks }: { readonly blocks: readonly MarkdownBlock[] }) {
  const { post } = useChat();
  const strings = useStrings();
  const source = useContext(CodeSourceContext);
  const found = useMemo(
    () => (source?.isAnswer === true ? applicableBlocks(blocks, source.isComplete) : []),
    [blocks, source],
  );
  if (source === null || found.length < 2) return null;
  const { messageId } = source;
  return (
    <button
      type="button"
      class="button secondary apply-all"
      onClick={() => post({ type: 'code-apply-all', messageId, blocks: found })}
    >
      <Icon name="apply" />
      {fillIn(strings.codeApplyAll, found.length)}
    </button>
  );
}
