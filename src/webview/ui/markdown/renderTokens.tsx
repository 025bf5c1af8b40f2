import type { Token } from 'markdown-it';
import { h, type ComponentChild, type ComponentChildren } from 'preact';
import { codeOf, isClosed } from '../code/parsedCode.js';
import { CodeBlock } from './CodeBlock.js';
import { Image } from './Image.js';
import { alertOf, type AlertName } from './alerts.js';
import { AlertTitle, Footnote, FootnoteReference, Section } from './gitHubElements.js';
import { imageSize, mayOpen } from './linkPolicy.js';
import type { MarkdownBlock } from './markdownBlock.js';
import { codeElements, type RenderBudget } from './renderBudget.js';
import { drawable, labelText, layoutClass } from './visibleText.js';

interface OpenElement {
  /** The token's, or `section` for a folded section, which has a head for a token. */
  readonly type: string;
  readonly token: Token;
  readonly children: ComponentChild[];
  readonly insideLink: boolean;
  readonly alert: AlertName | null;
  /** Of a section. */
  readonly summary: ComponentChild[] | null;
}

const maximumTooltip = 300;
/** Deeper ones are empty, and what they hold follows them. */
const maximumSectionDepth = 100;
/** What is deeper has no element of its own: the browser and Preact nest as elements do. */
const maximumDepth = 150;
/** How many elements a token becomes, where it is more than one. */
const elementsOf: Readonly<Record<string, number>> = {
  fence: codeElements,
  code_block: codeElements,
  image: 6,
  footnote_open: 3,
  details_head_open: 2,
  footnote_reference: 2,
};
const taskMarker = /^\[([ xX])\] /;

export interface RenderOptions {
  /** The block whose tokens they are. */
  readonly block: MarkdownBlock;
  /** The level of the text's first heading, which is shown one below the author's. */
  readonly topLevel: number;
  /** Whether nothing of the text is missing: then code is whole although no fence ends it. */
  readonly isComplete: boolean;
  /** What the block may add to the page; the rest is left out. */
  readonly budget: RenderBudget;
}

/** The deepest level of the view's own headings. */
const ownHeadings = 2;

/**
 * Turns the tokens of one block into elements. Only the elements and attributes named here ever come out,
 * whatever the text holds.
 */
export function renderTokens(tokens: readonly Token[], options: RenderOptions): ComponentChildren {
  return renderNested(tokens, options, false);
}

function renderNested(tokens: readonly Token[], options: RenderOptions, insideLink: boolean): ComponentChild[] {
  const root: ComponentChild[] = [];
  const open: OpenElement[] = [];
  /** Of those that are open, how many are too deep. */
  let flattened = 0;
  const close = (): void => {
    const element = open.pop();
    if (element !== undefined) (open.at(-1)?.children ?? root).push(...renderElement(element, options));
  };
  for (const [index, token] of tokens.entries()) {
    const parent = open.at(-1);
    const siblings = parent?.children ?? root;
    const inLink = parent?.insideLink ?? insideLink;
    if (token.nesting < 0 && flattened > 0) flattened -= 1;
    else if (token.nesting < 0) {
      // A section that nothing ends is over with what holds it.
      while (open.at(-1)?.type === 'section') close();
      const closed = open.at(-1);
      if (closed?.type === 'details_head_open' && open.length <= maximumSectionDepth) {
        open.pop();
        open.push({ ...closed, type: 'section', children: [], summary: closed.children });
      } else close();
    } else if (token.type === 'details_end') {
      if (parent?.type === 'section') close();
      // It ends nothing, so it is text.
      else siblings.push(<p>{token.content}</p>);
    } else if (!options.budget.takeElements(elementsOf[token.type] ?? 1)) break;
    else if (token.nesting > 0 && open.length >= maximumDepth) flattened += 1;
    else if (token.nesting > 0) {
      open.push({
        type: token.type,
        token,
        children: [],
        insideLink: inLink || token.type === 'link_open',
        alert: alertOf(tokens, index),
        summary: null,
      });
    } else if (token.type === 'inline') {
      siblings.push(...renderInline(tokens, index, options, inLink));
    } else siblings.push(renderLeaf(token, options, inLink));
  }
  while (open.length > 0) close();
  return root;
}

function renderInline(
  tokens: readonly Token[],
  index: number,
  options: RenderOptions,
  insideLink: boolean,
): ComponentChild[] {
  const token = tokens[index]!;
  const { block, budget } = options;
  const parsed = budget.takeText(token.content);
  const children = renderNested(block.inlineTokens(token, parsed), options, insideLink);
  if (parsed < token.content.length) budget.end();
  const task = tokens[index - 2]?.type === 'list_item_open' ? taskMarker.exec(token.content) : null;
  if (task !== null) return withCheckbox(children, task[1] !== ' ');
  if (alertOf(tokens, index - 2) !== null) return withoutFirstLine(children);
  const layout = layoutClass(token.content);
  return layout === undefined ? children : [<span class={layout}>{children}</span>];
}

/** Of a quotation whose first line says which alert it is. */
function withoutFirstLine(children: ComponentChild[]): ComponentChild[] {
  const end = children.indexOf('\n');
  return end < 0 ? [] : children.slice(end + 1);
}

/** A GitHub task: the marker at the start of the first text becomes a box that only shows. */
function withCheckbox(children: ComponentChild[], checked: boolean): ComponentChild[] {
  const [first, ...rest] = children;
  if (typeof first !== 'string' || !taskMarker.test(first)) return children;
  const text = first.slice(4);
  return [<input type="checkbox" class="task" checked={checked} disabled aria-label={text} />, text, ...rest];
}

function renderElement(element: OpenElement, { topLevel }: RenderOptions): ComponentChild[] {
  const { token, children } = element;
  switch (element.type) {
    case 'paragraph_open':
      return token.hidden ? children : [<p>{children}</p>];
    case 'heading_open': {
      const level = Number(token.tag.slice(1));
      const depth = ownHeadings + 1 + Math.max(level - topLevel, 0);
      return [h(`h${Math.min(depth, 6)}`, { class: `heading-${level}` }, children)];
    }
    case 'ordered_list_open':
      return [<ol start={Number(token.attrGet('start') ?? 1)}>{children}</ol>];
    case 'table_open':
      return [
        <div class="table" tabIndex={0} role="group">
          <table>{children}</table>
        </div>,
      ];
    case 'th_open':
    case 'td_open':
      return [h(token.tag, { class: alignmentOf(token) }, children)];
    case 'link_open':
      return renderLink(token, children);
    case 'blockquote_open':
      return element.alert === null
        ? [<blockquote>{children}</blockquote>]
        : [
            <blockquote class={`alert alert-${element.alert}`}>
              <AlertTitle name={element.alert} />
              {children}
            </blockquote>,
          ];
    case 'footnote_open':
      return [
        <Footnote name={token.content} number={String(token.meta?.['number'])}>
          {children}
        </Footnote>,
      ];
    case 'details_head_open':
    case 'section':
      return [<Section summary={summaryOf(element)}>{element.type === 'section' ? children : null}</Section>];
    case 'summary_open':
      return [<p>{children}</p>];
    case 'simple_tag_open':
    case 'bullet_list_open':
    case 'list_item_open':
    case 'thead_open':
    case 'tbody_open':
    case 'tr_open':
    case 'em_open':
    case 'strong_open':
    case 's_open':
      return [h(token.tag, null, children)];
    default:
      return children;
  }
}

function summaryOf({ type, summary, children }: OpenElement): ComponentChild[] | null {
  const text = type === 'section' ? summary : children;
  return text === null || text.length === 0 ? null : text;
}

function renderLeaf(token: Token, { block, budget, isComplete }: RenderOptions, insideLink: boolean): ComponentChild {
  switch (token.type) {
    case 'softbreak':
      return '\n';
    case 'hardbreak':
      return <br />;
    case 'hr':
      return <hr />;
    case 'code_inline':
      return <code>{drawable(token.content)}</code>;
    case 'formula':
      return <code class="formula">{drawable(token.content)}</code>;
    case 'formula_block':
      return renderFormulaBlock(token.content, budget);
    case 'footnote_reference':
      return renderFootnoteReference(token, insideLink);
    case 'code_block':
    case 'fence':
      return (
        <CodeBlock
          block={codeOf(token)}
          growing={!block.settled}
          isWhole={block.settled && (isComplete || isClosed(token))}
        />
      );
    case 'image':
      return (
        <Image
          url={String(token.attrGet('src') ?? '')}
          description={plainText(token.children ?? [])}
          insideLink={insideLink}
          isAffordable={budget.takeImage(pixelsOf(String(token.attrGet('src') ?? '')))}
        />
      );
    default:
      return drawable(token.content);
  }
}

function renderFormulaBlock(formula: string, budget: RenderBudget): ComponentChild {
  const shown = formula.slice(0, budget.takeText(formula));
  if (shown.length < formula.length) budget.end();
  return (
    <pre class="formula" tabIndex={0}>
      <code class={layoutClass(shown, false)}>{drawable(shown)}</code>
    </pre>
  );
}

function renderFootnoteReference(token: Token, insideLink: boolean): ComponentChild {
  const number = String(token.meta?.['number']);
  return insideLink ? <sup>{number}</sup> : <FootnoteReference name={token.content} number={number} />;
}

function pixelsOf(url: string): number {
  const size = imageSize(url);
  return size === null ? 0 : size.width * size.height;
}

function renderLink(token: Token, children: ComponentChild[]): ComponentChild[] {
  const url = String(token.attrGet('href') ?? '');
  const title = token.attrGet('title');
  const address = labelText(url, maximumTooltip);
  if (!mayOpen(url)) return [<span title={address}>{children}</span>];
  return [
    <a
      href={url}
      title={title === null ? address : `${labelText(String(title), maximumTooltip)}\n${address}`}
      draggable={false}
    >
      {children}
    </a>,
  ];
}

function alignmentOf(token: Token): string | undefined {
  const match = /^text-align:(left|center|right)$/.exec(String(token.attrGet('style') ?? ''));
  return match ? `align-${match[1]}` : undefined;
}

function plainText(tokens: readonly Token[]): string {
  return tokens
    .map((token) => (token.children ? plainText(token.children) : token.type === 'softbreak' ? ' ' : token.content))
    .join('');
}
