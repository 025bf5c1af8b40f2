import hljs from 'highlight.js/lib/common';
import MarkdownIt, { type Token } from 'markdown-it';
import { filled, type ExportTexts } from './exportTexts.js';

/** Longer code, or code with longer lines, is not coloured: the patterns of some languages take the square of the length over it. */
const MAX_COLOURED = 20_000;
const MAX_COLOURED_LINE = 500;

/**
 * A renderer of Markdown to HTML that runs nothing, loads nothing and holds no styles: HTML in the text stays text. Headings begin
 * at `topLevel`, below those of the document, and leave out no level.
 */
export function htmlMarkdown(texts: ExportTexts, topLevel: number): (markdown: string) => string {
  const parser = new MarkdownIt({ html: false, linkify: true });
  parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  const { rules } = parser.renderer;
  /** Of the text that is being rendered: whether each link that is open became one, or stayed text. */
  let links: boolean[] = [];
  // A style would have to be allowed by the document; a class need not be.
  const cell = (token: Token): string => {
    const alignment = /^text-align:(left|center|right)$/u.exec(attribute(token, 'style'))?.[1];
    return `<${token.tag}${alignment === undefined ? '' : ` class="${alignment}"`}>`;
  };
  rules['th_open'] = rules['td_open'] = (tokens, index) => cell(tokens[index]!);
  rules['table_open'] = () => '<div class="table" tabindex="0"><table>';
  rules['table_close'] = () => '</table></div>';
  rules['link_open'] = (tokens, index) => {
    const url = attribute(tokens[index]!, 'href');
    links.push(mayLink(url));
    return mayLink(url) ? link(url) : `<span title="${escaped(url)}">`;
  };
  rules['link_close'] = () => (links.pop() === true ? '</a>' : '</span>');
  rules['image'] = (tokens, index, options, env) => {
    const url = attribute(tokens[index]!, 'src');
    const description = parser.renderer.renderInlineAsText(tokens[index]!.children ?? [], options, env);
    if (mayShow(url)) return `<img src="${url}" alt="${escaped(description)}">`;
    const label = escaped(filled(texts.webImage, description === '' ? url : description));
    return mayLink(url) && !links.includes(true) ? `${link(url)}${label}</a>` : `<span>${label}</span>`;
  };
  rules['fence'] = (tokens, index) =>
    htmlCode(tokens[index]!.content, /^\S*/u.exec(tokens[index]!.info.trim())?.[0] ?? '');
  rules['code_block'] = (tokens, index) => htmlCode(tokens[index]!.content, '');
  return (markdown) => {
    links = [];
    const env = {};
    const tokens = parser.parse(markdown.toWellFormed(), env);
    if (isCutOff(tokens, parser.options.maxNesting ?? 0)) return htmlCode(markdown, '');
    nestHeadings(tokens, topLevel);
    return parser.renderer.render(tokens, parser.options, env);
  };
}

/** Whether something is nested so deep that the parser has left out what it holds, and all that follows. */
function isCutOff(tokens: readonly Token[], maximumLevel: number): boolean {
  return tokens.some(({ level, nesting }) => nesting > 0 && level + 1 >= maximumLevel);
}

/** Texts begin with any heading and skip levels; whoever goes through a page by its headings would look for what is missing. */
function nestHeadings(tokens: readonly Token[], topLevel: number): void {
  const outer: { written: number; shown: number }[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.type !== 'heading_open') continue;
    const written = Number(token.tag.slice(1));
    while ((outer.at(-1)?.written ?? 0) >= written) outer.pop();
    const shown = Math.min((outer.at(-1)?.shown ?? topLevel - 1) + 1, 6);
    outer.push({ written, shown });
    // A heading is three tokens: its beginning, its text and its end.
    token.tag = tokens[index + 2]!.tag = `h${shown}`;
  }
}

/** A block of code, coloured where its language is known. */
export function htmlCode(code: string, language: string): string {
  const text = code.toWellFormed();
  const isShort = text.length <= MAX_COLOURED && text.split('\n').every((line) => line.length <= MAX_COLOURED_LINE);
  const isColoured = isShort && hljs.getLanguage(language) !== undefined;
  const body = isColoured ? hljs.highlight(text, { language, ignoreIllegals: true }).value : escaped(text);
  const label = language === '' ? '' : `<span class="language">${escaped(language)}</span>`;
  return `<div class="code">${label}<pre tabindex="0"><code>${body}</code></pre></div>\n`;
}

/** Text as HTML, in elements and in attributes alike. */
export function escaped(text: string): string {
  return text.toWellFormed().replace(/[&<>"']/gu, (character) => `&#${character.codePointAt(0)};`);
}

/** A link, where a browser may follow it; otherwise what it says. */
export function htmlLink(url: string, text: string): string {
  return mayLink(url) ? `${link(url)}${escaped(text)}</a>` : `<span title="${escaped(url)}">${escaped(text)}</span>`;
}

/** Only addresses that a browser opens without doing something else become links. */
function mayLink(url: string): boolean {
  return /^(?:https?:\/\/|mailto:)/iu.test(url);
}

/** Only pictures that are in the text itself are shown: an address can carry data out of a document. */
function mayShow(url: string): boolean {
  return /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+$/iu.test(url);
}

function link(url: string): string {
  return `<a href="${escaped(url)}" rel="noreferrer noopener">`;
}

function attribute(token: Token, name: string): string {
  return String(token.attrGet(name) ?? '');
}
