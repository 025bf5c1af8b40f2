import assert from 'node:assert/strict';
import { pickModel } from '../support/editor/commandPalette.js';
import { startSimulator, type RecordedRequest, type Simulator } from '../support/simulator/simulator.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import type { WorkbenchWindow } from '../support/workbenchWindow.js';
import { ChatPage, type SeenMessage } from './support/chatPage.js';
import { certificateFile, startVendorNames, type VendorNames } from './support/vendorNames.js';
import { withoutKeys } from './support/withoutKeys.js';

const azure = 'Azure OpenAI (with api-version)';
const keys = { azure: 'azure-key-of-one-server', openrouter: 'sk-or-key-of-another-server', ollama: 'no-key-at-all' };
type Name = keyof typeof keys;

describe('three servers of one’s own, each added with the command', () => {
  const servers = {} as Record<Name, Simulator>;
  let names: VendorNames;
  let workbench: Workbench;
  let otherWindow: WorkbenchWindow;
  let one: ChatPage;
  let other: ChatPage;

  before(async () => {
    for (const name of Object.keys(keys) as Name[])
      servers[name] = await startSimulator({ pace: 40, acceptedKey: keys[name] });
    names = await startVendorNames({
      'my-resource.openai.azure.com': `${servers.azure.url}/azure`,
      'openrouter.ai': `${servers.openrouter.url}/openrouter`,
    });
    workbench = await openWorkbench({
      settings: { 'http.proxy': names.proxy, 'http.systemCertificatesNode': true },
      environment: {
        ...withoutKeys(),
        SSL_CERT_FILE: certificateFile,
      },
    });
    one = await ChatPage.open(workbench);
  });

  after(async () => {
    await workbench?.close();
    await names?.close();
    for (const server of Object.values(servers)) await server.close();
  });

  const title = (text: string) => workbench.page.locator('.quick-input-title', { hasText: text });
  const list = (window: WorkbenchWindow) => window.page.locator('.quick-input-list');
  const box = (window: WorkbenchWindow) => window.page.locator('.quick-input-widget input.input').first();
  const works = (text: string) =>
    workbench.page
      .locator('.notification-list-item-message', { hasText: `${text} works` })
      .first()
      .waitFor();
  const questions = (name: Name): readonly RecordedRequest[] =>
    servers[name].requests.filter(({ method }) => method === 'POST');
  const author = (chat: ChatPage): Promise<string> =>
    chat.answers.last().locator('.author span').textContent().then(String);

  async function pickPreset(name: string): Promise<void> {
    await workbench.runCommand('Notifications: Clear All Notifications');
    await workbench.runCommandUntil('SCOUT: Add Endpoint…', title('Add Endpoint'));
    await box(workbench).fill(name);
    await workbench.screenshot(`own-servers-preset-${name.replaceAll(/\W+/gu, '-').toLowerCase()}`);
    await workbench.quickPick(name);
  }

  async function answer(question: string, text: string, picture: string): Promise<void> {
    await title(question).waitFor();
    // The box fades in; and of more than three notifications in 800 ms VS Code shows only the first (`SPAM_PROTECTION`).
    await workbench.page.waitForTimeout(1_000);
    await workbench.screenshot(`own-servers-${picture}`);
    await workbench.answerInput(text);
  }

  /** Two questions in two windows whose answers arrive at the same time. */
  async function atOnce(first: string, second: string, picture: string): Promise<readonly SeenMessage[]> {
    await one.composer.fill(first);
    await other.composer.fill(second);
    await Promise.all([one.composer.press('Enter'), other.composer.press('Enter')]);
    await Promise.all([one.grown(20), other.grown(20)]);
    const streaming = '.message.assistant[data-status="streaming"]';
    assert.deepEqual(
      await Promise.all([one, other].map((chat) => chat.frame.locator(streaming).count())),
      [1, 1],
      'both are being answered',
    );
    await Promise.all([
      workbench.screenshot(`own-servers-${picture}-one`),
      otherWindow.screenshot(`own-servers-${picture}-other`),
    ]);
    return Promise.all([one.ended(), other.ended()]);
  }

  /** That a window's answer is whole, and this model's to this question. */
  function assertOwn({ status, text }: SeenMessage, model: string, question: string): void {
    assert.equal(status, 'complete');
    assert.match(text, new RegExp(`in place of ${model.replace('/', '\\/')}\\.`, 'u'));
    assert.ok(text.includes(question));
  }

  it('Azure’s wants a resource, a deployment and a key', async () => {
    await pickPreset(azure);
    await answer(`${azure}: Resource`, 'my-resource', 'azure-resource');
    await answer(`${azure}: Deployment`, 'gpt-4o', 'azure-deployment');
    await answer(`API key for ${azure}`, keys.azure, 'azure-key');
    await works(azure);
    await one.asks(azure);
    await workbench.screenshot('own-servers-azure-added');
  });

  it('OpenRouter wants a key; its models are listed with prices', async () => {
    await pickPreset('OpenRouter');
    await answer('API key for OpenRouter', keys.openrouter, 'openrouter-key');
    await works('OpenRouter');
    await title('Choose Model').waitFor();
    await box(workbench).fill('Acme');
    const row = list(workbench).locator('.monaco-list-row', { hasText: 'Acme: Large' }).first();
    await row.waitFor();
    assert.match(await row.innerText(), /\$2\.50.*\$10/su);
    await workbench.screenshot('own-servers-openrouter-models');
    await pickModel(workbench.page, 'OpenRouter', 'acme/large');
    await one.asks('OpenRouter');
    await workbench.screenshot('own-servers-openrouter-added');
  });

  it('Ollama wants nothing but its address, where it is not the usual one', async () => {
    await pickPreset('Ollama');
    await answer('Address of the server', `${servers.ollama.url}/ollama/v1`, 'ollama-address');
    await works('Ollama');
    await pickModel(workbench.page, 'Ollama', 'qwen3:8b');
    await one.asks('Ollama');
    await workbench.screenshot('own-servers-ollama-added');
  });

  it('stand in one list, each with its group and the state of its key', async () => {
    otherWindow = await workbench.openWindow();
    other = await ChatPage.open(otherWindow);
    await workbench.runCommand('Notifications: Clear All Notifications');
    for (const window of [workbench, otherWindow]) {
      const choose = window.page.locator('.quick-input-title', { hasText: 'Choose Model' });
      await window.runCommandUntil('SCOUT: Choose Model', choose);
      for (const [model, group] of [
        ['gpt-4o', `${azure} · Key stored`],
        ['llama3.2', 'OpenRouter · Key stored'],
        ['llama3.2', 'Ollama · No key needed'],
      ] as const) {
        await box(window).fill(model);
        await list(window).getByText(group).first().waitFor();
      }
      await window.screenshot(`own-servers-list-found-${window === workbench ? 'one' : 'other'}`);
      await box(window).fill('');
      await list(window).getByText('acme', { exact: false }).first().waitFor();
      await window.screenshot(`own-servers-list-${window === workbench ? 'one' : 'other'}`);
      await window.page.keyboard.press('Escape');
    }
  });

  it('answer in two windows at once, and neither disturbs the other', async () => {
    await workbench.chooseModel(azure);
    await one.asks(azure);
    await otherWindow.chooseModel('OpenRouter', 'acme/large');
    await other.asks('OpenRouter');
    const before = questions('ollama').length;
    const [first, second] = await atOnce('Who is Azure?', 'Who is the router?', 'azure-openrouter');
    assertOwn(first!, 'gpt-4o', 'Who is Azure?');
    assertOwn(second!, 'acme/large', 'Who is the router?');
    assert.equal(await author(one), `${azure} · gpt-4o`);
    assert.match(await author(other), /^OpenRouter · (?:Acme: Large|acme\/large)$/u);
    assert.equal(questions('ollama').length, before, 'nobody else was asked');
  });

  it('begin new chats with what each window used last', async () => {
    await one.newChat();
    await one.asks(azure);
    await workbench.chooseModel('Ollama', 'qwen3:8b');
    await one.asks('Ollama');
    await other.asks('OpenRouter');
    const [first, second] = await atOnce('Who is the llama?', 'And again?', 'ollama-openrouter');
    assertOwn(first!, 'qwen3:8b', 'Who is the llama?');
    assertOwn(second!, 'acme/large', 'And again?');
    assert.equal(await author(one), 'Ollama · qwen3:8b');
    await one.newChat();
    await one.asks('Ollama');
    await other.newChat();
    await other.asks('OpenRouter');
  });

  it('each keep their conversation over a reload', async () => {
    await Promise.all([workbench.reload(), otherWindow.reload()]);
    one = await ChatPage.find(workbench);
    other = await ChatPage.find(otherWindow);
    for (const chat of [one, other]) {
      await chat.showList();
      for (const [question, endpoint] of [
        ['Who is Azure?', azure],
        ['Who is the router?', 'OpenRouter'],
        ['Who is the llama?', 'Ollama'],
      ] as const) {
        await chat.frame.locator('[data-row]', { hasText: question }).click();
        await chat.answers.first().waitFor();
        await chat.asks(endpoint);
      }
    }
    await one.frame.locator('[data-row]', { hasText: 'Who is Azure?' }).click();
    await one.asks(azure);
    await other.asks('Ollama');
    const [first, second] = await atOnce('Still Azure?', 'Still the llama?', 'azure-ollama');
    assertOwn(first!, 'gpt-4o', 'Still Azure?');
    assertOwn(second!, 'qwen3:8b', 'Still the llama?');
  });

  it('got their own requests and keys, and nothing else', () => {
    const paths = (name: Name): readonly string[] => [...new Set(questions(name).map((request) => request.path))];
    assert.deepEqual(paths('azure'), ['/azure/openai/deployments/gpt-4o/chat/completions']);
    assert.deepEqual(paths('openrouter'), ['/openrouter/api/v1/chat/completions']);
    assert.deepEqual(paths('ollama'), ['/ollama/v1/chat/completions']);
    for (const { query, headers } of questions('azure')) {
      assert.deepEqual(query, { 'api-version': '2024-10-21' });
      assert.deepEqual([headers['api-key'], headers['authorization']], ['(a key)', undefined]);
    }
    // A server that was sent another key than its own would have refused it.
    for (const { query, headers } of questions('openrouter')) {
      assert.deepEqual(query, {});
      assert.deepEqual(
        [headers['api-key'], headers['authorization'], headers['x-openrouter-title']],
        [undefined, '(a key)', 'SCOUT'],
      );
    }
    for (const { headers } of servers.ollama.requests)
      assert.deepEqual([headers['api-key'], headers['authorization']], [undefined, undefined]);
    assert.deepEqual(
      [...new Set(names.connects)].toSorted(),
      ['my-resource.openai.azure.com:443', 'openrouter.ai:443'],
      'no other server was looked for',
    );
    const written = [workbench.log(), ...Object.values(servers).map(({ requests }) => JSON.stringify(requests))].join();
    for (const key of Object.values(keys)) assert.ok(!written.includes(key));
  });
});
