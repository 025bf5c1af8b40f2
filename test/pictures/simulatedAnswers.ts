import type { Conversation } from '../support/simulator/demoAnswer.js';
import type { Scenario, Step } from '../support/simulator/scenarios.js';

/** Questions asked while pictures are taken; the simulator answers each as below. */
export const questions = {
  streaming: 'How do I debounce a search box in TypeScript?',
  cutOff: 'Write a migration that splits the column name into first and last name.',
  rejected: 'Explain the difference between throttle and debounce.',
  applied: 'Let the caller cancel what waits.',
  sideBar: 'What does `(...args: A) => void` mean as a return type?',
} as const;

const debounceFile = `export function debounce<A extends unknown[]>(
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

/** What the pictures with code have in their folder. */
export const shopFiles: Readonly<Record<string, string>> = {
  'debounce.ts': debounceFile,
  'searchBox.ts': 'export const waitMs = 250;\n',
  'searchResults.ts': 'export const pageSize = 20;\n',
  'cart.ts': 'export const maximumItems = 99;\n',
};

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

const cancellable = `The returned function gets a method that forgets the waiting call:

\`\`\`typescript debounce.ts
export function debounce<A extends unknown[]>(
  run: (...args: A) => void,
  waitMs: number,
): ((...args: A) => void) & { cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const debounced = (...args: A): void => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...args), waitMs);
  };
  return Object.assign(debounced, { cancel: () => clearTimeout(timer) });
}
\`\`\`

Nothing else changes for those who already use it.
`;

const returnType = `Your function **returns a function**:

- \`...args: A\`: it takes any number of arguments, of the types in \`A\`.
- \`=> void\`: it returns nothing that a caller may use.

If \`A\` comes from another function, TypeScript checks the arguments of both alike.
`;

/** What the simulator does with these questions; nothing special with any other. */
export function simulatedAnswer({ questions: asked }: Conversation): Scenario | undefined {
  // What is attached stands before what was typed.
  const typed = Object.values(questions).find((question) => asked.at(-1)?.endsWith(question) === true);
  switch (typed) {
    case questions.streaming:
      return { kind: 'stream', steps: [...textSteps(debounce), { do: 'finish', reason: 'stop' }] };
    case questions.applied:
      return { kind: 'stream', steps: [...textSteps(cancellable), { do: 'finish', reason: 'stop' }] };
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
