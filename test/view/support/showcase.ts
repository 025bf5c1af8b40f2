import type { ChatState } from '../../../src/webview/protocol/chat.js';
import { chatState, message, quietStatus } from './samples.js';

const answer = `A debounced input waits until the typing pauses. The part people forget is the **request already under way**: an older, slower response may arrive after a newer one.

## A hook that handles both

\`\`\`typescript
import { useEffect, useState } from 'react';

/** Results for the newest query; an older response never wins. */
export function useSearch(query: string, delayMs = 250): Result[] {
  const [results, setResults] = useState<Result[]>([]);
  useEffect(() => {
    const controller = new AbortController();
    const timer = setTimeout(async () => {
      const response = await fetch(\`/search?q=\${encodeURIComponent(query)}\`, { signal: controller.signal });
      setResults(await response.json());
    }, delayMs);
    return () => {
      clearTimeout(timer);
      controller.abort(); // cancels the wait *and* the request
    };
  }, [query, delayMs]);
  return results;
}
\`\`\`

What it does:

1. Each key press starts a new timer and cancels the last one.
2. \`AbortController\` also ends a request that is already on its way.
   - No stale results
   - No state update after the component is gone

| delay | feels like | requests for “debounce” |
|---:|:---|:---:|
| 0 ms | instant | 8 |
| 250 ms | responsive | 1 |
| 800 ms | sluggish | 1 |

> Measure before you tune: 200 to 300 ms suits most people.

- [x] Cancel the timer
- [x] Cancel the request
- [ ] Show the last results while loading

See [AbortController on MDN](https://developer.mozilla.org/docs/Web/API/AbortController) for the details.`;

/** Everything a finished conversation can hold. */
export const showcase: ChatState = chatState({
  details: {
    lines: ['1,690 tokens, about $0.004', 'Title by Mistral · mistral-small'],
    actions: [{ id: 'undo-title', label: 'Undo the Title' }],
  },
  messages: [
    message({
      id: 'q1',
      role: 'user',
      text: 'My search box fires a request for every key press, and sometimes **old results** overwrite new ones.\nHow do I fix both with `useEffect`?',
    }),
    message({
      id: 'a1',
      role: 'assistant',
      text: answer,
      reasoning: 'Two problems: too many requests, and a race between responses.',
      details: '1,204 tokens in, 486 out',
      siblings: { position: 2, count: 3, label: 'Version 2 of 3', earlierId: 'a0', laterId: 'a2' },
    }),
  ],
});

const gitHub = `Press <kbd>Ctrl</kbd>+<kbd>K</kbd>, then solve $E = mc^2$ for H<sub>2</sub>O[^water], at 10<sup>3</sup> Pa:

$$
\\int_0^1 x^2 \\, dx = \\frac{1}{3}
$$

> [!NOTE]
> Only the *first* answer counts.

> [!TIP]
> Measure before you tune.

> [!IMPORTANT]
> Keep the key out of the log.

> [!WARNING]
> This deletes **everything** below \`out\`.

> [!CAUTION]
> It cannot be undone.

<details>
<summary>How it was measured</summary>

| run | ms<br>of CPU |
|---|---:|
| 1 | 12 |

</details>

\`\`\`
a line without a language
\`\`\`

\`\`\`sh
npm run bench -- --only=view-growth && cat out/bench/summary.md | grep --extended-regexp 'view|growth' | sort --reverse --numeric-sort
\`\`\`

[^water]: At room temperature; see [the table](https://example.org/water).
`;

/** What GitHub shows beside CommonMark, and code with a long line. */
export const gitHubContent: ChatState = chatState({
  messages: [
    message({ id: 'q', role: 'user', text: 'Show me all of it.' }),
    message({ id: 'a', role: 'assistant', text: gitHub }),
  ],
});

const png = 'iVBORw0KGgoAAAANSUhEUgAAPoAAAD6ACAYAAAA=';

/** Content beyond the limits of what is shown at once. */
export const largeContent: ChatState = chatState({
  messages: [
    message({ id: 'p', role: 'user', text: `Pasted:\n${'0123456789 abcdef\n'.repeat(40_000)}` }),
    message({
      id: 'a',
      role: 'assistant',
      text: `${'| a | b |\n|-|-|\n'}${'| 1 | 2 |\n'.repeat(1_500)}\n![A chart](data:image/png;base64,${png})\n\n\`\`\`ini\n[section]\n${'-'.repeat(60_000)}\n\`\`\`\n`,
    }),
  ],
});

/** A new chat of somebody who has neither a key nor a server. */
export const firstRun: ChatState = chatState({
  conversation: null,
  status: {
    ...quietStatus,
    notice: {
      lead: '',
      text: 'SCOUT needs an API key for OpenAI.',
      actions: [{ id: 'set-key', label: 'Set API Key' }],
    },
    welcome: {
      title: 'Who should answer?',
      text: 'SCOUT has no account and no server. It asks the provider you choose, with your key.',
      choices: [
        {
          action: { id: 'connect-provider', label: 'Use an API Key' },
          hint: 'From OpenAI, Anthropic, Google, Mistral, Hugging Face or another service. SCOUT shows where to get one.',
        },
        {
          action: { id: 'connect-local-server', label: 'Use a Local Server' },
          hint: 'Ollama, LM Studio, llama.cpp or vLLM on this machine. Needs no key. SCOUT looks for it when you click.',
        },
        {
          action: { id: 'connect-vscode-models', label: 'Use a Model in VS Code' },
          hint: 'GitHub Copilot’s and other extensions’ models. Needs no key. VS Code may ask you whether SCOUT is allowed to use them.',
        },
        {
          action: { id: 'open-walkthrough', label: 'Take the First Steps' },
          hint: 'Four short steps, from the key to the history.',
        },
      ],
    },
  },
  messages: [],
});

/** Trouble of every kind, and an answer that grows. */
export const troubles: ChatState = chatState({
  conversation: { id: 'conversation-2', title: 'Why is my Postgres index not used?', updatedAt: Date.now() },
  status: {
    ...quietStatus,
    notice: {
      lead: '',
      text: 'Simulated answers: no API key is set for OpenAI, so SCOUT’s simulator at 127.0.0.1 answers.',
      actions: [{ id: 'open-settings', label: 'Open Settings' }],
    },
    problem: {
      title: 'The history cannot be saved.',
      detail: 'The storage folder is read-only. What you write stays in this window until it is closed.',
      actions: [{ id: 'open-log', label: 'Open Log' }],
    },
    turn: {
      id: 'turn-1',
      messageId: 'a3',
      nextSeq: 0,
      waiting: 'OpenAI accepts no more requests for a moment. Retrying in 8 s.',
    },
  },
  messages: [
    message({ id: 'q1', role: 'user', text: 'Why is my index not used?', saved: false }),
    message({
      id: 'a1',
      role: 'assistant',
      text: 'The planner compares the cost of both ways. With a small table, reading all of',
      status: 'interrupted',
      problem: {
        title: 'The answer was cut off. The part that arrived is kept.',
        detail: 'The connection closed before the answer was complete.',
        actions: [
          { id: 'continue', label: 'Continue Answer' },
          { id: 'retry', label: 'Try Again' },
        ],
      },
    }),
    message({ id: 'q2', role: 'user', text: 'Go on' }),
    message({
      id: 'a2',
      role: 'assistant',
      status: 'failed',
      saved: false,
      details: '',
      problem: {
        title: 'OpenAI rejected the API key.',
        detail: 'Incorrect API key provided.',
        actions: [
          { id: 'set-key', label: 'Set API Key' },
          { id: 'choose-provider', label: 'Choose Another Provider' },
        ],
      },
    }),
    message({ id: 'q4', role: 'user', text: 'Tell me everything about it.' }),
    message({
      id: 'a4',
      role: 'assistant',
      status: 'interrupted',
      text: 'An index is a structure that',
      problem: {
        title: 'Stopped',
        detail: '',
        actions: [
          { id: 'continue', label: 'Continue' },
          { id: 'retry', label: 'Try Again' },
        ],
        isQuiet: true,
      },
    }),
    message({ id: 'q3', role: 'user', text: 'And now?' }),
    message({ id: 'a3', role: 'assistant', status: 'streaming', saved: false, reasoning: 'Let me think.' }),
  ],
});

/** Another window is being answered, a message was just jumped to, and there are other versions of both sides' words. */
export const elsewhere: ChatState = chatState({
  conversation: { id: 'conversation-2', title: 'Why is my Postgres index not used?', updatedAt: Date.now() },
  targetMessageId: 'a1',
  messages: [
    message({
      id: 'q1',
      role: 'user',
      text: 'Why is my index not used?',
      siblings: { position: 1, count: 2, label: 'Version 1 of 2', earlierId: null, laterId: 'q1b' },
    }),
    message({
      id: 'a1',
      role: 'assistant',
      text: 'The planner compares the cost of both ways. With a small table, reading all of it is cheaper.',
    }),
    message({ id: 'q2', role: 'user', text: 'And with a big one?' }),
    message({
      id: 'a2',
      role: 'assistant',
      status: 'streaming',
      text: 'Then it depends on how many rows match. Run `ANALYZE`, and look at',
      siblings: { position: 2, count: 2, label: 'Version 2 of 2', earlierId: 'a2a', laterId: null },
    }),
  ],
});
