import type { MarkdownIt } from 'markdown-it';

/** Addresses without a space between them, each of which would be looked at to the end of the last. */
const maximumCrowd = 10;
/** How far one is looked at to tell, in characters. */
const crowdLength = 500;

/** Of addresses that are written one upon the other nobody means one; and only those with a scheme become links. */
export function limitLinks(linkify: MarkdownIt['linkify']): void {
  const testSchemaAt = linkify.testSchemaAt.bind(linkify);
  linkify.testSchemaAt = (text, schema, position) =>
    isCrowded(text, position) ? 0 : testSchemaAt(text, schema, position);
  linkify.add('//', null);
}

function isCrowded(text: string, position: number): boolean {
  const near = text.slice(position, position + crowdLength);
  let place = 0;
  for (let count = 0; count < maximumCrowd; count++) {
    place = near.indexOf('//', place) + 2;
    if (place === 1) return false;
  }
  return !/\s/u.test(near.slice(0, place));
}
