import { Component, type ComponentChildren } from 'preact';
import { CodeSourceContext, type CodeSource } from '../code/codeSource.js';
import { ShowMore } from './ShowMore.js';
import type { MarkdownBlock } from './markdownBlock.js';
import { elementsAtATime, RenderBudget } from './renderBudget.js';
import { renderTokens } from './renderTokens.js';

export interface BlockProps {
  readonly block: MarkdownBlock;
  readonly topLevel: number;
  /** Without the element around it: it is the head of a section. */
  readonly isSummary?: boolean;
}

interface BlockState {
  /** How many elements may be shown. */
  readonly elements: number;
}

/** One block of a text; of a very large one the beginning, and more on request. */
export class Block extends Component<BlockProps, BlockState> {
  static override contextType = CodeSourceContext;
  override state: BlockState = { elements: elementsAtATime };

  override shouldComponentUpdate(next: BlockProps, nextState: BlockState): boolean {
    return (
      next.block !== this.props.block ||
      next.topLevel !== this.props.topLevel ||
      nextState.elements !== this.state.elements
    );
  }

  override render(): ComponentChildren {
    const { block, topLevel, isSummary } = this.props;
    const budget = new RenderBudget(this.state.elements);
    const tokens = isSummary === true ? block.tokens.slice(1, -1) : block.tokens;
    const isComplete = (this.context as CodeSource | null)?.isComplete ?? false;
    const content = renderTokens(tokens, { block, topLevel, isComplete, budget });
    if (!budget.cut) return content;
    return (
      <>
        {content}
        <ShowMore onClick={() => this.setState(({ elements }) => ({ elements: elements + elementsAtATime }))} />
      </>
    );
  }
}
