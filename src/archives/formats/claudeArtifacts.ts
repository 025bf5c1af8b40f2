import type { MessagePart } from '../../core/message.js';
import { fenced } from '../../core/text/codeFence.js';

/** Texts of 2024 hold artifacts and thoughts in tags that Claude's own view replaces. A tag that is not closed stays as it is. */
export function withoutTags(text: string): MessagePart[] {
  const parts: MessagePart[] = [];
  const say = (words: string): void => {
    if (words !== '') parts.push({ type: 'text', text: words });
  };
  let said = 0;
  const opening = /<ant(Artifact|Thinking)(?=[\s>])([^>]{0,2000})>/gu;
  for (let open = opening.exec(text); open !== null; open = opening.exec(text)) {
    const closing = `</ant${open[1]}>`;
    const close = text.indexOf(closing, opening.lastIndex);
    if (close < 0) break;
    say(text.slice(said, open.index));
    const body = text.slice(opening.lastIndex, close);
    if (open[1] === 'Thinking') parts.push({ type: 'reasoning', text: `${body.trim()}\n\n` });
    else say(artifact(attributesOf(open[2]!), body));
    said = close + closing.length;
    opening.lastIndex = said;
  }
  say(text.slice(said));
  return parts;
}

function artifact(attributes: ReadonlyMap<string, string>, body: string): string {
  const title =
    attributes
      .get('title')
      ?.replace(/[*\s]+/gu, ' ')
      .trim() ?? '';
  const given = attributes.get('language') ?? languages.get(attributes.get('type') ?? '') ?? '';
  const language = /^[\w+#-]{1,20}$/u.test(given) ? given : '';
  return `\n\n${title === '' ? '' : `**${title}**\n\n`}${fenced(body.replace(/^\n/u, ''), language)}\n\n`;
}

const languages: ReadonlyMap<string, string> = new Map([
  ['text/markdown', 'markdown'],
  ['text/html', 'html'],
  ['image/svg+xml', 'svg'],
  ['application/vnd.ant.mermaid', 'mermaid'],
  ['application/vnd.ant.react', 'jsx'],
]);

function attributesOf(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(/(\w{1,40})="([^"]*)"/gu)].map(([, name, value]) => [name!, value!]));
}
