import assert from 'node:assert/strict';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';

/** What a parser of addresses would write in another way. */
const signedAddress = 'https://downloads.example.org/a%2Fb?x=%26y%3D1&sign=a+b%20c#p%3A1';

const answer = `Call it like this[^1]:

\`\`\`ts
const greeting = await greet('Ada'); // waits
\`\`\`

> [!WARNING]
> It needs $\\lambda_1 \\cdot x^2$ and <kbd>Ctrl</kbd>.

<details>
<summary>Why</summary>

Because [the file](${signedAddress}) or [this machine](http://localhost:1/a%2Fb) says so.

</details>

\`\`\`python
def greet(name: str) -> str: ...
\`\`\`

[^1]: A footnote.
`;

describe('content in the real editor', () => {
  let simulator: Simulator;
  let workbench: Workbench;
  let chat: ChatPage;
  const complaints: string[] = [];

  before(async () => {
    simulator = await startSimulator({
      pace: 1,
      answer: ({ questions }) =>
        questions.at(-1) === 'Show me'
          ? {
              kind: 'stream',
              steps: [
                { do: 'text', text: answer.slice(0, 90) },
                { do: 'text', text: answer.slice(90) },
                { do: 'finish', reason: 'stop' },
              ],
            }
          : undefined,
    });
    workbench = await openWorkbench(againstSimulator(simulator));
    workbench.page.on('console', (line) => {
      if (/Content Security Policy/iu.test(line.text())) complaints.push(line.text());
    });
    chat = await ChatPage.open(workbench);
    await chat.ask('Show me');
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
  });

  it('has colors in code, from a worker under the policy of the editor and the view', async () => {
    await chat.frame.locator('.hljs-keyword', { hasText: 'const' }).waitFor();
    await chat.frame.locator('.hljs-keyword', { hasText: 'def' }).waitFor();
    await chat.frame.locator('.section summary').click();
    await workbench.screenshot('content');
    assert.deepEqual(
      complaints.filter((text) => text.includes(new URL(chat.frame.url()).host)),
      [],
    );
  });

  it('has links that open exactly as they are written', async () => {
    const popup = workbench.page.context().waitForEvent('page');
    await workbench.page
      .context()
      .route('https://downloads.example.org/**', (route) => route.fulfill({ body: 'there' }));
    await chat.frame.getByRole('link', { name: 'the file' }).click();
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    await workbench.screenshot('content-link');
    await dialog.getByRole('button', { name: 'Open', exact: true }).click();
    const opened = await popup;
    await opened.waitForURL(/downloads/u);
    assert.equal(opened.url(), signedAddress);
    await opened.close();
  });

  it('asks before it opens an address on this machine', async () => {
    await chat.frame.getByRole('link', { name: 'this machine' }).click();
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText('http://localhost:1/a%2Fb').waitFor();
    const pages = workbench.page.context().pages().length;
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.equal(workbench.page.context().pages().length, pages);
  });
});
