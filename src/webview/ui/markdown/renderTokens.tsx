import type { Token } from 'markdown-it';
import { h, type ComponentChild, type ComponentChildren } from 'preact';
import { CodeBlock } from './CodeBlock.js';
import { Image } from './Image.js';
import { mayOpen } from './linkPolicy.js';

interface OpenElement {
  readonly token: Token;
  readonly children: ComponentChild[];
  readonly insideLink: boolean;
}

const taskMarker = /^\[([ xX])\] /;

export interface RenderOptions {
  /** Whether the block may still change its extent. */
  readonly growing: boolean;
  /** The level of the text's first heading, which is shown one below the author's. */
  readonly topLevel: number;
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
  tokens.forEach((token, index) => {
    const parent = open.at(-1);
    const siblings = parent?.children ?? root;
    const inLink = parent?.insideLink ?? insideLink;
    if (token.nesting > 0) {
      open.push({ token, children: [], insideLink: inLink || token.type === 'link_open' });
    } else if (token.nesting < 0) {
      open.pop();
      if (parent !== undefined) (open.at(-1)?.children ?? root).push(...renderElement(parent, options));
    } else if (token.type === 'inline') {
      const task = tokens[index - 2]?.type === 'list_item_open' ? taskMarker.exec(token.content) : null;
      const children = renderNested(token.children ?? [], options, inLink);
      siblings.push(...(task === null ? children : withCheckbox(children, task[1] !== ' ')));
    } else {
      siblings.push(renderLeaf(token, options, inLink));
    }
  });
  return root;
}

/** A GitHub task: the marker at the start of the first text becomes a box that only shows. */
function withCheckbox(children: ComponentChild[], checked: boolean): ComponentChild[] {
  const [first, ...rest] = children;
  if (typeof first !== 'string' || !taskMarker.test(first)) return children;
  const text = first.slice(4);
  return [<input type="checkbox" class="task" checked={checked} disabled aria-label={text} />, text, ...rest];
}

function renderElement({ token, children }: OpenElement, { topLevel }: RenderOptions): ComponentChild[] {
  switch (token.type) {
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
    case 'bullet_list_open':
    case 'list_item_open':
    case 'blockquote_open':
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

function renderLeaf(token: Token, { growing }: RenderOptions, insideLink: boolean): ComponentChild {
  switch (token.type) {
    case 'softbreak':
      return '\n';
    case 'hardbreak':
      return <br />;
    case 'hr':
      return <hr />;
    case 'code_inline':
      return <code>{token.content}</code>;
    case 'code_block':
    case 'fence':
      return (
        <CodeBlock
          code={token.content.replace(/\n$/, '')}
          language={/^\S*/.exec(token.info.trim())?.[0] ?? ''}
          growing={growing}
        />
      );
    case 'image':
      return (
        <Image
          url={String(token.attrGet('src') ?? '')}
          description={plainText(token.children ?? [])}
          insideLink={insideLink}
        />
      );
    default:
      return token.content;
  }
}

function renderLink(token: Token, children: ComponentChild[]): ComponentChild[] {
  const url = String(token.attrGet('href') ?? '');
  const title = token.attrGet('title');
  if (!mayOpen(url)) return [<span title={url}>{children}</span>];
  return [
    <a href={url} title={title === null ? url : `${title}\n${url}`} draggable={false}>
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
