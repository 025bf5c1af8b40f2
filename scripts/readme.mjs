/** The README as the editor's page of the extension can show it: there it is alone, without pictures and documents beside it. */

const address = String.raw`(?!https?:|#)[^)\s]+`;
const picture = new RegExp(String.raw`^!\[[^\]]*\]\(${address}\)`);
const link = new RegExp(String.raw`\[([^\]]+)\]\(${address}\)`, 'g');

/** Leaves out our pictures, each with what follows it in its paragraph, and turns links to our files into plain text. */
export function readmeForPackage(markdown) {
  return markdown
    .split('\n\n')
    .map(withoutPicture)
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => paragraph.replaceAll(link, '$1'))
    .join('\n\n');
}

function withoutPicture(paragraph) {
  const lines = paragraph.split('\n');
  const at = lines.findIndex((line) => picture.test(line));
  return at === -1 ? paragraph : lines.slice(0, at).join('\n');
}
