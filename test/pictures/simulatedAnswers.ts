import type { Conversation } from '../support/simulator/demoAnswer.js';
import type { Scenario, Step } from '../support/simulator/scenarios.js';

/** Questions asked while pictures are taken; the simulator answers each as below. */
export const questions = {
  streaming: 'How do I debounce a search box in TypeScript?',
  cutOff: 'Write a migration that splits the column name into first and last name.',
  rejected: 'Explain the difference between throttle and debounce.',
  sideBar: 'What does `(...args: A) => void` mean as a return type?',
} as const;

/** What the picture of the side bar has in the editor. */
export const debounceFile = `export function debounce<A extends unknown[]>(
  run: (...args: A) => void,
  waitMs: number,
): (...args: A) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...args), waitMs);
  };
}
`;

const debounce = `A debounced function waits until nobody has called it for a while, and then runs **once**:

\`\`\`typescript
${debounceFile}\`\`\`

For a search box, 200 to 300 ms feels immediate and saves most requests:

\`\`\`typescript
const search = debounce((text: string) => loadResults(text), 250);
input.addEventListener('input', () => search(input.value));
\`\`\`

Two more things to think of: cancel the request that is still running, and search at once when the user presses Enter.
`;

const migration = `The column is split at the **last** space, so that “Mary Ann Smith” keeps both given names:

\`\`\`sql
ALTER TABLE customers
  ADD COLUMN first_name text,
  ADD COLUMN last_name text;

UPDATE customers
SET first_name = regexp_replace(name, '\\s+\\S+$', ''),
`;

const returnType = `Your function **returns a function**:

- \`...args: A\`: it takes any number of arguments, of the types in \`A\`.
- \`=> void\`: it returns nothing that a caller may use.

If \`A\` comes from another function, TypeScript checks the arguments of both alike.
`;

/** What the simulator does with these questions; nothing special with any other. */
export function simulatedAnswer({ questions: asked }: Conversation): Scenario | undefined {
  switch (asked.at(-1)) {
    case questions.streaming:
      return { kind: 'stream', steps: [...textSteps(debounce), { do: 'finish', reason: 'stop' }] };
    case questions.sideBar:
      return { kind: 'stream', steps: [...textSteps(returnType), { do: 'finish', reason: 'stop' }] };
    case questions.cutOff:
      return { kind: 'stream', steps: [...textSteps(migration), { do: 'reset' }] };
    case questions.rejected:
      return { kind: 'failure', failure: 'bad-key' };
    default:
      return undefined;
  }
}

function textSteps(text: string): readonly Step[] {
  return (text.match(/\s*\S{1,8}|\s+$/g) ?? []).map((piece) => ({ do: 'text', text: piece }));
}
