import type { PromptCounts } from './promptCounts.js';

/** What the simulator understood of a request, whichever vendor's words it came in. */
export interface Conversation {
  readonly model: string;
  readonly system: string | undefined;
  /** The text of every user message, oldest first. */
  readonly questions: readonly string[];
  /** Media types of the files of the last user message. */
  readonly files: readonly string[];
  /** Set when the request ends with a tool's result. */
  readonly lastToolResult: string | undefined;
  /** The JSON Schema that the answer must satisfy. */
  readonly schema: Readonly<Record<string, unknown>> | undefined;
  /** Where prompts are counted; `tokens` otherwise. */
  readonly counts?: PromptCounts | undefined;
}

/** A Markdown answer that says what it is and shows that the whole conversation arrived. */
export function demoAnswer(chat: Conversation): string {
  if (chat.lastToolResult !== undefined) return `The tool says: ${chat.lastToolResult}`;
  const question = chat.questions.at(-1) ?? '';
  const count = chat.questions.length;
  const files =
    chat.files.length === 0
      ? ''
      : `\nWith it came ${chat.files.length === 1 ? 'a file' : `${chat.files.length} files`}: ${chat.files.join(', ')}.\n`;
  return `## A simulated answer

No model was asked: this text comes from **SCOUT's own simulator**, on this machine, in place of \`${chat.model}\`. Set an API key to talk to the real one.

You asked:

> ${excerpt(question)}
${files}
You have asked ${count} ${count === 1 ? 'question' : 'questions'} in this chat; the first was “${excerpt(chat.questions[0] ?? '')}”.

### What arrived

1. The model \`${chat.model}\`
2. ${chat.system === undefined ? 'No system prompt' : `A system prompt of ${chat.system.length} characters`}
3. The whole conversation, in order

### A piece of code

\`\`\`typescript
export function greet(name: string): string {
  const hour = new Date().getHours();
  return hour < 12 ? \`Good morning, \${name}\` : \`Hello, \${name}\`;
}
\`\`\`

| part | characters | words |
|---|--:|--:|
| first question | ${(chat.questions[0] ?? '').length} | ${wordsOf(chat.questions[0] ?? '')} |
| last question | ${question.length} | ${wordsOf(question)} |

That is all the simulator has to say.
`;
}

/** A value that satisfies `schema`, with the start of the question wherever a text is wanted. */
export function exampleOf(schema: Readonly<Record<string, unknown>>, chat: Conversation): unknown {
  const options = schema['enum'];
  if (Array.isArray(options)) return options[0];
  switch (schema['type']) {
    case 'object': {
      const properties = (schema['properties'] ?? {}) as Record<string, Record<string, unknown>>;
      return Object.fromEntries(
        Object.entries(properties).map(([name, property]) => [name, exampleOf(property, chat)]),
      );
    }
    case 'array':
      return [exampleOf((schema['items'] ?? {}) as Record<string, unknown>, chat)];
    case 'number':
    case 'integer':
      return 1;
    case 'boolean':
      return true;
    default:
      return subjectOf(chat).split(/\s+/).slice(0, 6).join(' ');
  }
}

/** What the conversation is about: where a prompt quotes a question, that question. */
function subjectOf({ questions: [first = 'A simulated text'] }: Conversation): string {
  return /^Question: (.+)$/m.exec(first)?.[1] ?? first;
}

function excerpt(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 120 ? `${line.slice(0, 120)}…` : line;
}

function wordsOf(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length;
}
