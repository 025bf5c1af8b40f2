import type { MarkdownIt } from 'markdown-it';
import { Component, type ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { useChat, useStrings } from '../chatContext.js';
import { foldedBlocks } from './folding.js';
import { GrowingDocument } from './growingDocument.js';
import { mayOpen } from './linkPolicy.js';
import type { MarkdownBlock } from './markdownBlock.js';
import { renderTokens } from './renderTokens.js';

export interface MarkdownViewProps {
  readonly text: string;
  readonly growing: boolean;
  readonly parser: MarkdownIt;
}

/** Markdown as elements. While it grows only its last block is rendered again; a very long one folds its head. */
export function MarkdownView({ text, growing, parser }: MarkdownViewProps) {
  const { post } = useChat();
  const strings = useStrings();
  const document = useRef<GrowingDocument | null>(null);
  const [unfolded, setUnfolded] = useState(false);
  document.current ??= new GrowingDocument(parser);
  const blocks = document.current.update(text, growing);
  const folded = unfolded ? 0 : foldedBlocks(blocks, text.length);

  // Answers begin at any level; below the view's own headings there must be no gap.
  const topLevel = blocks.find(({ headingLevel }) => headingLevel > 0)?.headingLevel ?? 1;

  // VS Code would open the link itself, without asking the host, if the event reached the document.
  const openLink = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link === null) return;
    event.preventDefault();
    event.stopPropagation();
    const url = link.getAttribute('href') ?? '';
    if (event.button <= 1 && mayOpen(url)) post({ type: 'open-link', url });
  };

  return (
    <div class="markdown" onClick={openLink} onAuxClick={openLink}>
      {folded > 0 && (
        <button type="button" class="button secondary show-all" onClick={() => setUnfolded(true)}>
          {strings.showAll}
        </button>
      )}
      {blocks.slice(folded).map((block) => (
        <Block key={block.key} block={block} topLevel={topLevel} />
      ))}
    </div>
  );
}

interface BlockProps {
  readonly block: MarkdownBlock;
  readonly topLevel: number;
}

class Block extends Component<BlockProps> {
  override shouldComponentUpdate(next: BlockProps): boolean {
    return next.block !== this.props.block || next.topLevel !== this.props.topLevel;
  }

  override render(): ComponentChildren {
    const { block, topLevel } = this.props;
    return renderTokens(block.tokens, { growing: !block.settled, topLevel });
  }
}
