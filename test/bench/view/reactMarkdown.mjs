/** The usual React view: the answer so far in a state, and react-markdown over all of it whenever a delta arrives. */
import { createElement, useEffect, useLayoutEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import Markdown from 'react-markdown';
import { highlight } from '../../../src/webview/ui/markdown/highlighter.js';
import { createScroller } from './scroller.mjs';

/** What rehype-highlight does. */
const colourCode = () => (tree) => {
  const visit = (node) => {
    const language =
      node.tagName === 'code' && node.properties.className?.find((name) => name.startsWith('language-'))?.slice(9);
    if (language)
      node.children = highlight(node.children.map(({ value }) => value).join(''), language)?.children ?? node.children;
    else node.children?.forEach(visit);
  };
  visit(tree);
};

export function start({ coloured }) {
  const { content, showEnd } = createScroller();
  const rehypePlugins = coloured ? [colourCode] : [];
  const Answer = () => {
    const [text, setText] = useState('');
    useEffect(() => {
      const receive = ({ data }) => setText((before) => before + data.text);
      window.addEventListener('message', receive);
      return () => window.removeEventListener('message', receive);
    }, []);
    useLayoutEffect(showEnd, [text]);
    return createElement(Markdown, { rehypePlugins }, text);
  };
  createRoot(content).render(createElement(Answer));
}
