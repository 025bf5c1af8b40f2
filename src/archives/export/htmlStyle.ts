/** How exported documents look: on light and dark screens, and on paper. Colours of code as in the chat view. */
export const htmlStyle = `
:root {
  color-scheme: light dark;
  --page: light-dark(#ffffff, #1e1e1e);
  --text: light-dark(#1f1f1f, #d8d8d8);
  --quiet: light-dark(#5a5a5a, #a8a8a8);
  --line: light-dark(#d5d5d5, #3e3e3e);
  --soft: light-dark(#f3f4f6, #272727);
  --question: light-dark(#eaf1fb, #1d2a3a);
  --link: light-dark(#0059b3, #6cb6ff);
  --comment: light-dark(#007100, #7ca668);
  --keyword: light-dark(#a000c8, #d89bd4);
  --type: light-dark(#1c6682, #4ec9b0);
  --name: light-dark(#6f511f, #dcdcaa);
  --string: light-dark(#a31515, #ce9178);
  --number: light-dark(#07704a, #b5cea8);
  --literal: light-dark(#0000ff, #6fb3ec);
  --variable: light-dark(#001080, #9cdcfe);
}
* { box-sizing: border-box; }
html { background: var(--page); color: var(--text); font: 16px/1.6 system-ui, sans-serif; }
body { max-width: 52rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; overflow-wrap: anywhere; }
h1, h2, h3, h4, h5, h6 { line-height: 1.3; text-wrap: balance; }
h1 { font-size: 1.75rem; margin: 0 0 .5rem; }
h2 { font-size: 1.35rem; margin: 0 0 .25rem; }
h3, h4, h5, h6 { font-size: 1.05rem; margin: 1.25rem 0 .5rem; }
a { color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.about, .note, time, .language, footer { color: var(--quiet); font-size: .875rem; }
.about { margin: 0 0 1.5rem; }
nav { margin: 0 0 2.5rem; padding: 1rem 1.25rem; border: 1px solid var(--line); border-radius: 8px; }
nav ol { margin: .5rem 0 0; padding-inline-start: 1.75rem; }
.chat + .chat { margin-top: 3rem; padding-top: 2.5rem; border-top: 2px solid var(--line); }
.message { margin: 1.25rem 0; padding: .9rem 1.15rem; border: 1px solid var(--line); border-radius: 10px; }
.message.user { background: var(--question); }
.message > header { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; justify-content: space-between; }
.message > header > * { margin: 0; font-size: .95rem; }
.message > :last-child, .said > :last-child { margin-bottom: 0; }
blockquote { margin: 1rem 0; padding: 0 1rem; border-inline-start: 3px solid var(--line); color: var(--quiet); }
details { margin: .75rem 0; border: 1px solid var(--line); border-radius: 6px; padding: .4rem .8rem; }
summary { cursor: pointer; color: var(--quiet); }
code { font: .875em/1.5 ui-monospace, SFMono-Regular, Consolas, 'Liberation Mono', monospace; background: var(--soft); border-radius: 4px; padding: .1em .3em; }
.code { margin: 1rem 0; border: 1px solid var(--line); border-radius: 6px; background: var(--soft); overflow: hidden; }
.language { display: block; padding: .25rem .8rem; border-bottom: 1px solid var(--line); }
pre { margin: 0; padding: .7rem .8rem; overflow-x: auto; tab-size: 4; }
pre code { padding: 0; background: none; white-space: pre; overflow-wrap: normal; }
.table { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; }
th, td { border: 1px solid var(--line); padding: .35rem .7rem; text-align: start; }
th.center, td.center { text-align: center; }
th.right, td.right { text-align: end; }
img { max-width: 100%; height: auto; border-radius: 6px; }
figure { margin: .75rem 0; }
hr { border: 0; border-top: 1px solid var(--line); margin: 1.5rem 0; }
footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: 1rem; }
.hljs-comment, .hljs-quote { color: var(--comment); }
.hljs-keyword, .hljs-selector-tag, .hljs-doctag { color: var(--keyword); }
.hljs-type, .hljs-title.class_, .hljs-built_in, .hljs-selector-class, .hljs-selector-id { color: var(--type); }
.hljs-title, .hljs-section { color: var(--name); }
.hljs-string, .hljs-regexp, .hljs-template-tag, .hljs-deletion { color: var(--string); }
.hljs-number, .hljs-symbol, .hljs-bullet, .hljs-addition { color: var(--number); }
.hljs-literal, .hljs-tag, .hljs-meta, .hljs-link { color: var(--literal); }
.hljs-variable, .hljs-attr, .hljs-attribute, .hljs-property, .hljs-params { color: var(--variable); }
.hljs-emphasis { font-style: italic; }
.hljs-strong { font-weight: 600; }
@media print {
  :root { color-scheme: light; }
  html { font-size: 11pt; }
  body { max-width: none; padding: 0; }
  nav { break-after: page; }
  .chat + .chat { break-before: page; border: 0; margin: 0; padding: 0; }
  .message > header, h3, h4, h5, h6 { break-after: avoid; }
  pre code { white-space: pre-wrap; overflow-wrap: anywhere; }
  details::details-content { display: block; content-visibility: visible; }
}
`;
