/** The README as the editor's page of the extension can show it: there it is alone, without pictures and documents beside it. */

const address = String.raw`(?!https?:|#)[^)\s]+`;
const picture = new RegExp(String.raw`^!\[[^\]]*\]\(${address}\)`);
const link = new RegExp(String.raw`\[([^\]]+)\]\(${address}\)`, 'g');

/** Leaves out paragraphs that begin with a picture of ours, and makes plain text of links to files of ours. */
export function readmeForPackage(markdown) {
  return markdown
    .split('\n\n')
    .filter((paragraph) => !picture.test(paragraph))
    .map((paragraph) => paragraph.replaceAll(link, '$1'))
    .join('\n\n');
}
