import assert from 'node:assert/strict';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { freePort } from '../support/editor/freePort.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { ChatPage } from './support/chatPage.js';
import { withoutKeys } from './support/withoutKeys.js';

describe('the test of an endpoint, step by step', () => {
  let simulator: Simulator;
  let workbench: Workbench;

  before(async () => {
    simulator = await startSimulator({ pace: 1 });
    const { url } = simulator;
    const deployment = `${url}/azure/openai/deployments/gpt-4o`;
    workbench = await openWorkbench({
      environment: {
        ...withoutKeys(),
        WRONG_KEY: 'sk-not-the-right-one',
        TWO_LINES: 'sk-one\nsk-two',
        EMPTY_KEY: ' ',
        RIGHT_KEY: 'simulator',
      },
      settings: {
        'scout.endpoints': [
          { id: 'nobody', name: 'Nobody', baseUrl: `http://127.0.0.1:${await freePort()}/v1` },
          { id: 'nameless', name: 'Nameless', baseUrl: 'https://no-such-host.invalid/v1' },
          { id: 'plain', name: 'Plain', baseUrl: `${url.replace('http:', 'https:')}/openrouter/api/v1` },
          { id: 'wrong', name: 'Wrong', baseUrl: `${url}/openrouter/api/v1`, auth: 'bearer', keyVariable: 'WRONG_KEY' },
          { id: 'lines', name: 'Lines', baseUrl: `${url}/openrouter/api/v1`, auth: 'bearer', keyVariable: 'TWO_LINES' },
          { id: 'empty', name: 'Empty', baseUrl: `${url}/openrouter/api/v1`, auth: 'bearer', keyVariable: 'EMPTY_KEY' },
          {
            id: 'headed',
            name: 'Headed',
            baseUrl: `${url}/ollama/v1`,
            headers: [{ name: 'X-Subscription', secret: true }],
          },
          {
            id: 'modelless',
            name: 'Modelless',
            baseUrl: deployment,
            auth: 'api-key',
            query: { 'api-version': '2024-10-21' },
            keyVariable: 'RIGHT_KEY',
            models: ['scenario-unknown-model'],
          },
        ],
      },
    });
    await ChatPage.open(workbench);
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
  });

  const title = (text: string) => workbench.page.locator('.quick-input-title', { hasText: text });

  for (const [name, expected, button] of [
    ['Nobody', /step: address\. Nothing answers at 127\.0\.0\.1:\d+ \(ECONNREFUSED\)/u, 'Try Again'],
    ['Nameless', /step: DNS\. The name no-such-host\.invalid cannot be found/u, 'Try Again'],
    ['Plain', /step: TLS\. No secure connection to 127\.0\.0\.1/u, 'Try Again'],
    ['Wrong', /step: key\. .* rejected it \(HTTP 401\)/u, 'Set API Key'],
    ['Lines', /step: key\. The environment variable TWO_LINES does not hold a usable API key/u, 'Set API Key'],
    ['Empty', /step: key\. No API key is set for Empty: .* EMPTY_KEY is not set or empty/u, 'Set API Key'],
    ['Headed', /step: key\. The secret header X-Subscription for Headed has no value/u, 'Set API Key'],
    ['Modelless', /step: model\. /u, 'Try Again'],
  ] as const)
    it(`says what is wrong, and offers a button that helps: ${name}`, async () => {
      await workbench.runCommand('Notifications: Clear All Notifications');
      await workbench.runCommandUntil('SCOUT: Test Endpoint…', title('Test Endpoint'));
      await workbench.page.locator('.quick-input-widget input.input').first().fill(name);
      await workbench.quickPick(name);
      const failed = workbench.page
        .locator('.notification-list-item', { hasText: `The test of ${name} failed` })
        .first();
      await failed.waitFor();
      // Fades in.
      await workbench.page.waitForTimeout(500);
      await workbench.screenshot(`step-${name.toLowerCase()}`);
      const text = await failed.innerText();
      assert.match(text, expected);
      assert.doesNotMatch(text, /sk-/u);
      await failed.getByRole('button', { name: button, exact: true }).click();
      if (button === 'Try Again') await failed.waitFor();
      else await title(name === 'Headed' ? 'Secrets of Headed' : `API key for ${name}`).waitFor();
      await workbench.page.keyboard.press('Escape');
    });
});
