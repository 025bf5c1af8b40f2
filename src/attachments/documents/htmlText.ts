import { convert, type FormatCallback, type HtmlToTextOptions } from 'html-to-text';
import { beginningWithin } from '../textWithin.js';
import type { HtmlText } from './protocol.js';

/** Deeper than any page that a person reads; what is below is left out. */
const maximumDepth = 400;
/** With less text than this, what the page says is its content is not. */
const leastContent = 400;

/** What is no content, or cannot be shown as text. */
const skipped = ['img', 'svg', 'nav', 'footer', 'form', 'button', 'select', 'noscript', 'template', 'iframe', 'dialog'];
const headings = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];

/** Headings as in Markdown. */
const heading: FormatCallback = (element, walk, builder) => {
  builder.openBlock({ leadingLineBreaks: 2 });
  builder.addInline(`${'#'.repeat(Number(element.name?.[1]))} `, { noWordTransform: true });
  walk(element.children, builder);
  builder.closeBlock({ trailingLineBreaks: 2 });
};

const options: HtmlToTextOptions = {
  wordwrap: false,
  limits: { maxDepth: maximumDepth, ellipsis: '…', maxInputLength: Number.MAX_SAFE_INTEGER },
  formatters: { heading },
  selectors: [
    ...skipped.map((selector) => ({ selector, format: 'skip' })),
    ...headings.map((selector) => ({ selector, format: 'heading' })),
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'ul', options: { itemPrefix: '- ' } },
    { selector: 'table', format: 'dataTable', options: { uppercaseHeaderCells: false, maxColumnWidth: 80 } },
  ],
};

/** A page as text, as a person reads it: without scripts, styles, pictures, navigation and addresses of links. Takes seconds for megabytes. */
export function htmlText(html: string, maximum: number): HtmlText {
  const content = convert(html, {
    ...options,
    baseElements: { selectors: ['main', 'article'], returnDomByDefault: false },
  });
  const whole = content.length >= leastContent ? content : convert(html, options);
  const { text, isCut } = beginningWithin(whole.trim(), maximum);
  return { title: titleOf(html), text, isCut };
}

function titleOf(html: string): string {
  const [, title = ''] = /<title\b[^>]{0,1000}>([^<]{0,2000})/iu.exec(html.slice(0, 200_000)) ?? [];
  return convert(title, { wordwrap: false }).trim();
}
