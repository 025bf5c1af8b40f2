/** The straightforward view: everything through markdown-it into `innerHTML`, once per frame in which something arrived. */
import hljs from 'highlight.js/lib/common';
import { createMarkdownParser } from '../../../src/webview/ui/markdown/markdownParser.js';
import { createScroller } from './scroller.mjs';

export function start({ coloured }) {
  const parser = createMarkdownParser();
  if (coloured) {
    parser.options.highlight = (code, language) =>
      hljs.getLanguage(language) ? hljs.highlight(code, { language }).value : '';
  }
  const { content, showEnd } = createScroller();
  let text = '';
  let requested = false;
  const render = () => {
    requested = false;
    content.innerHTML = parser.render(text);
    showEnd();
  };
  window.addEventListener('message', ({ data }) => {
    text += data.text;
    if (requested) return;
    requested = true;
    requestAnimationFrame(render);
  });
}
