import { stringify } from 'yaml';
import { readFrontMatter } from './frontMatter.js';

/** The text of a new prompt file. @param description may be empty */
export function newPromptFile(description: string, body: string): string {
  const lines = body.replace(/\r\n?/gu, '\n').trim();
  const written = description === '' ? '' : `---\n${stringify({ description }, { lineWidth: 0 })}---\n\n`;
  // A body that begins as front matter does would be taken for it.
  const empty = written === '' && /^---[ \t]*(?:\n|$)/u.test(lines) ? '---\n---\n\n' : '';
  return `${written}${empty}${lines}\n`;
}

/**
 * A prompt file with another place among the others; every other character stays as it is, line ends and comments included.
 * `undefined` where the front matter is not such that this can be done with certainty.
 */
export function withOrder(file: string, order: number): string | undefined {
  const changed = changedFile(file, order);
  const [before, after] = [readFrontMatter(file), readFrontMatter(changed)];
  if ('problem' in before || 'problem' in after) return undefined;
  if (after.fields.get('order') !== order || after.body !== before.body) return undefined;
  const names = new Set([...before.fields.keys(), 'order']);
  const isSame = [...names].every(
    (name) => name === 'order' || JSON.stringify(before.fields.get(name)) === JSON.stringify(after.fields.get(name)),
  );
  return isSame && after.fields.size === names.size ? changed : undefined;
}

function changedFile(file: string, order: number): string {
  const mark = file.startsWith('\ufeff') ? '\ufeff' : '';
  const text = file.slice(mark.length);
  const lineEnd = /\r\n|\r|\n/u.exec(text)?.[0] ?? '\n';
  const line = `order: ${order}`;
  const opening = /^---[ \t]*(?:\r\n?|\n)/u.exec(text)?.[0];
  if (opening === undefined) return `${mark}---${lineEnd}${line}${lineEnd}---${lineEnd}${text}`;
  const rest = text.slice(opening.length);
  const end = /^---[ \t]*$/mu.exec(rest)?.index ?? 0;
  const fields = rest.slice(0, end);
  const present = /^order[ \t]*:[^\r\n]*/mu;
  const next = present.test(fields) ? fields.replace(present, line) : `${fields}${line}${lineEnd}`;
  return `${mark}${opening}${next}${rest.slice(end)}`;
}
