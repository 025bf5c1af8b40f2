/** The last words of every answer, by which a page shows that it has shown it all. */
export const endMark = 'That is the whole of it.';

const subjects = ['cache', 'queue', 'parser', 'index', 'socket', 'worker', 'ledger', 'router'];

/**
 * Markdown as models write it about code: headings, prose with emphasis, links and inline code, lists, quotations,
 * fences in two languages. Only what every renderer of CommonMark understands. Exactly `characters` long, the same every time.
 */
export function markdownAnswer(characters: number): string {
  const room = characters - endMark.length - 2;
  let text = '';
  for (let section = 1; text.length < room; section++)
    text += sectionAbout(subjects[section % subjects.length] ?? '', section);
  // Only whole blocks: a cut fence would swallow the end.
  const whole = text.slice(0, text.lastIndexOf('\n## ', room) + 1);
  const filler = 'And so on, until nothing is left to say. '.repeat(Math.ceil((room - whole.length) / 40));
  return `${whole}${filler
    .slice(0, room - whole.length)
    .trimEnd()
    .padEnd(room - whole.length, '.')}\n\n${endMark}`;
}

/** Cuts the answer into `count` pieces of about the same length. */
export function piecesOf(text: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) =>
    text.slice(Math.round((index * text.length) / count), Math.round(((index + 1) * text.length) / count)),
  );
}

function sectionAbout(subject: string, number: number): string {
  return `## ${number}. The ${subject}

The **${subject}** is what the rest of the program leans on, so it is worth *one careful look*. It keeps at most \`${number * 16}\` entries, and it never
waits: see [its documentation](https://example.com/${subject}/${number}) for the reasons. When an entry is missing, \`${subject}.find()\` gives \`undefined\` and the
caller decides what that means. Nothing here throws, and nothing here is asynchronous, which makes it easy to test and hard to get wrong.

1. Read the entry, and keep its **age** in milliseconds.
2. Compare it with the limit:
   - older than the limit: drop it, and say so at \`debug\`;
   - younger: hand it on *unchanged*.
3. Write down what was done, with the number ${number}.

\`\`\`typescript
export class ${subject[0]?.toUpperCase()}${subject.slice(1)}${number} {
  readonly #entries = new Map<string, { readonly value: string; readonly at: number }>();

  /** Gives what was stored under the name, unless it is too old. */
  find(name: string, now = Date.now()): string | undefined {
    const entry = this.#entries.get(name);
    if (entry === undefined || now - entry.at > ${number * 1000}) return undefined;
    return entry.value;
  }
}
\`\`\`

> A ${subject} that forgets is a nuisance; a ${subject} that remembers wrongly is a fault. Measure before you change the limit.

The same from the shell, for whoever wants to look:

\`\`\`bash
curl -s "http://localhost:8080/${subject}?limit=${number}" | jq '.entries[] | .name'
\`\`\`

`;
}
