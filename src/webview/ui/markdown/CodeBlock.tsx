import type { Element as HastElement, RootContent } from 'hast';
import { h, type ComponentChildren } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { useChat, useStrings } from '../chatContext.js';
import { CopyButton } from '../common/CopyButton.js';

/** An unfinished fence longer than this stays plain: colouring it anew with every frame would cost too much. */
const maximumGrowing = 10 * 1024;
/** Beyond this, in characters, colouring takes longer than a reader wants to wait. */
const maximumColoured = 200 * 1024;

export interface CodeBlockProps {
  readonly code: string;
  readonly language: string;
  /** Whether more may still come. */
  readonly growing: boolean;
}

/** Code with its language, a copy button and, once the grammars are there, colours. */
export function CodeBlock({ code, language, growing }: CodeBlockProps) {
  const strings = useStrings();
  const { highlighter } = useChat();
  const wanted = language !== '' && code.length <= (growing ? maximumGrowing : maximumColoured);
  useEffect(() => {
    if (wanted) highlighter.request();
  }, [wanted, highlighter]);
  const highlight = wanted ? highlighter.highlight.value : null;
  const content = useMemo(() => {
    const tree = highlight?.(code, language.toLowerCase());
    return tree ? tree.children.map(renderNode) : code;
  }, [highlight, code, language]);

  return (
    <div class="code-block">
      <div class="code-head">
        <span class="code-language">{language}</span>
        <CopyButton text={code} label={strings.copyCode} />
      </div>
      <pre tabIndex={0}>
        <code class="hljs">{content}</code>
      </pre>
    </div>
  );
}

function renderNode(node: RootContent): ComponentChildren {
  if (node.type === 'text') return node.value;
  if (node.type !== 'element') return null;
  return h('span', { class: classOf(node) }, node.children.map(renderNode));
}

function classOf({ properties }: HastElement): string {
  const names = properties['className'];
  return Array.isArray(names) ? names.join(' ') : '';
}
