import type { MarkdownIt } from 'markdown-it';
import type { ComponentChild } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useChat, useStrings } from '../chatContext.js';
import { ApplyAll } from '../code/ApplyAll.js';
import { Block } from './Block.js';
import { foldedBlocks, unfoldingsUntil } from './folding.js';
import { Section } from './gitHubElements.js';
import { GrowingDocument } from './growingDocument.js';
import { mayOpen } from './linkPolicy.js';
import type { MarkdownBlock } from './markdownBlock.js';
import { tableBeginning } from './tableBeginning.js';

/** What arrived for a long last block, and waits for more, is shown after this time, in milliseconds. */
const catchUpMs = 250;
/** Deeper ones stand beside the one that holds them: rendering nests as elements do. */
const maximumSectionDepth = 20;

export interface MarkdownViewProps {
  readonly text: string;
  readonly growing: boolean;
  readonly parser: MarkdownIt;
  /** A place in the text that is not folded, in characters. */
  readonly needed?: number | undefined;
  /** Stands for text that would keep the page busy for too long, unless that is wanted. */
  readonly otherwise: ComponentChild;
  readonly isWanted: boolean;
}

/** Markdown as elements. While it grows only its last block is rendered again; a very long one folds its head. */
export function MarkdownView({ text, growing, parser, needed, otherwise, isWanted }: MarkdownViewProps) {
  const { post } = useChat();
  const strings = useStrings();
  const document = useRef<GrowingDocument | null>(null);
  const [unfoldings, setUnfoldings] = useState(0);
  const [, setCaughtUp] = useState(0);
  document.current ??= new GrowingDocument(parser, !isWanted);
  const blocks = document.current.update(text, growing);
  const neededBlock = needed === undefined ? blocks.length : blocks.findIndex(({ end }) => end > needed);
  const unfolded = Math.max(unfoldings, unfoldingsUntil(blocks, neededBlock));
  const folded = foldedBlocks(blocks, unfolded);
  const { isBehind, isTooMuch } = document.current;
  useEffect(() => {
    if (!isBehind) return undefined;
    const timer = setTimeout(() => {
      document.current?.catchUp();
      setCaughtUp((count) => count + 1);
    }, catchUpMs);
    return () => clearTimeout(timer);
  }, [isBehind]);

  if (isTooMuch) return otherwise;

  // Answers begin at any level; below the view's own headings there must be no gap.
  const topLevel = blocks.find(({ headingLevel }) => headingLevel > 0)?.headingLevel ?? 1;

  // VS Code would open the link itself, without asking the host, if the event reached the document.
  const openLink = (event: MouseEvent) => {
    const { target, currentTarget } = event;
    if (!(target instanceof Element) || !(currentTarget instanceof Element)) return;
    showFootnote(target, currentTarget);
    const link = target.closest('a');
    if (link === null) return;
    event.preventDefault();
    event.stopPropagation();
    const url = link.getAttribute('href') ?? '';
    if (event.button <= 1 && mayOpen(url)) post({ type: 'open-link', url });
  };

  return (
    <div class="markdown" onClick={openLink} onAuxClick={openLink}>
      {folded > 0 && (
        <button type="button" class="button secondary show-all" onClick={() => setUnfoldings(unfolded + 1)}>
          {strings.showMore}
        </button>
      )}
      {grouped(growing ? withoutTableBeginning(blocks.slice(folded)) : blocks.slice(folded), topLevel)}
      {!growing && <ApplyAll blocks={blocks} />}
    </div>
  );
}

function withoutTableBeginning(blocks: readonly MarkdownBlock[]): readonly MarkdownBlock[] {
  const last = blocks.at(-1);
  const beginning = last && tableBeginning(last);
  if (last === undefined || beginning === undefined) return blocks;
  return [...blocks.slice(0, -1), ...(beginning === 0 ? [] : [last.beginningOf(beginning)])];
}

/** Blocks between the head and the end of a folded section are inside it. */
function grouped(blocks: readonly MarkdownBlock[], topLevel: number): ComponentChild[] {
  const root: ComponentChild[] = [];
  const open: { readonly head: MarkdownBlock; summary: MarkdownBlock; readonly children: ComponentChild[] }[] = [];
  const close = (): void => {
    const section = open.pop();
    if (section === undefined) return;
    const { head, summary, children } = section;
    const text = summary.hasText ? <Block block={summary} topLevel={topLevel} isSummary /> : undefined;
    (open.at(-1)?.children ?? root).push(
      <Section key={head.key} summary={text}>
        {children}
      </Section>,
    );
  };
  for (const block of blocks) {
    const section = open.at(-1);
    if (block.type === 'details_head_open' && open.length < maximumSectionDepth)
      open.push({ head: block, summary: block, children: [] });
    else if (block.type === 'details_end' && section !== undefined) close();
    else if (block.type === 'summary_open' && section?.children.length === 0 && !section.summary.hasText)
      section.summary = block;
    else (section?.children ?? root).push(<Block key={block.key} block={block} topLevel={topLevel} />);
  }
  while (open.length > 0) close();
  return root;
}

function showFootnote(target: Element, text: Element): void {
  const name = target.closest('[data-footnote]')?.getAttribute('data-footnote');
  if (name === null || name === undefined) return;
  const wanted = name.toLowerCase();
  const footnote = [...text.querySelectorAll<HTMLElement>('[data-footnote-text]')].find(
    ({ dataset }) => dataset['footnoteText']?.toLowerCase() === wanted,
  );
  footnote?.scrollIntoView({ block: 'nearest' });
  footnote?.focus({ preventScroll: true });
}
