import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';
import { openWorkbench, type Workbench } from '../support/workbench.js';
import { againstSimulator, ChatPage } from './support/chatPage.js';

const row = `<p>${'A sentence of a page that never ends. '.repeat(250)}</p>\n`;
const pageMegabytes = 50;

/** Answers with pages that are hard to attach. */
function answer(server: Server): void {
  server.on('request', ({ url }, response) => {
    response.on('error', () => undefined);
    if (url === '/file') return void response.writeHead(302, { location: 'file:///etc/passwd' }).end();
    response.writeHead(200, { 'content-type': 'text/html' });
    if (url === '/fine') return void response.end('<title>Fine page</title><p>Hello from this machine.</p>');
    response.write('<title>Endless page</title>');
    let left = (pageMegabytes * 1024 * 1024) / row.length;
    const more = (): void => {
      while (left > 0 && !response.destroyed) {
        left -= 1;
        if (!response.write(row)) return void response.once('drain', more);
      }
      response.end();
    };
    more();
  });
}

/** A workspace whose two folders have one name, and pages of this machine's own server. */
describe('places that are hard to attach from', () => {
  let simulator: Simulator;
  let server: Server;
  let workbench: Workbench;
  let chat: ChatPage;
  let address: (path: string, host?: string) => string;
  let asked: string[];
  const folder = mkdtempSync(path.join(tmpdir(), 'scout-bad-places-'));

  before(async () => {
    for (const root of ['one', 'two']) {
      mkdirSync(path.join(folder, root, 'app', 'src'), { recursive: true });
      writeFileSync(path.join(folder, root, 'app', 'src', 'index.ts'), `export const root = '${root}';\n`);
    }
    const workspace = path.join(folder, 'both.code-workspace');
    writeFileSync(workspace, JSON.stringify({ folders: [{ path: 'one/app' }, { path: 'two/app' }] }));
    server = createServer();
    answer(server);
    server.on('request', ({ url }) => asked.push(url ?? ''));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    address = (at, host = '127.0.0.1') => `http://${host}:${port}${at}`;
    simulator = await startSimulator({ pace: 1 });
    workbench = await openWorkbench({ ...againstSimulator(simulator), folder: workspace });
    chat = await ChatPage.open(workbench);
  });

  after(async () => {
    await workbench?.close();
    await simulator?.close();
    server?.closeAllConnections();
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    asked = [];
    await chat.composer.fill('');
    await chat.detachAll();
  });

  const chip = (name: string): Locator =>
    chat.frame.locator('.attachment-bar .attachment-list .chip-open', { hasText: name });
  const names = (): Promise<readonly string[]> =>
    chat.frame.locator('.attachment-bar .attachment-list .chip-name').allInnerTexts();
  const dialog = (): Locator => workbench.page.locator('.monaco-dialog-box');
  const rows = (): Locator => chat.frame.locator('.completion-list li');
  const attachPage = async (url: string): Promise<void> => {
    await chat.composer.click();
    await workbench.page.keyboard.type(`@${url}`);
    await rows().filter({ hasText: url }).first().click();
  };
  const answerDialog = async (button: string): Promise<void> => {
    await dialog().getByRole('button', { name: button }).click();
    await dialog().waitFor({ state: 'detached' });
  };

  it('files of one path in two folders of one name are told apart, in the list, on chips and in the request', async () => {
    await chat.composer.click();
    for (const root of ['one', 'two']) {
      await workbench.page.keyboard.type('@index');
      await rows()
        .filter({ hasText: `${root}/app/src` })
        .waitFor();
      if (root === 'one') await workbench.screenshot('bad-two-roots-list');
      await rows()
        .filter({ hasText: `${root}/app/src` })
        .click();
      await chip('index.ts')
        .nth(root === 'one' ? 0 : 1)
        .waitFor();
    }
    assert.deepEqual(await names(), ['one/app/src/index.ts', 'two/app/src/index.ts']);
    await workbench.screenshot('bad-two-roots');
    const before = simulator.requests.length;
    await chat.ask('How do they differ?');
    const sent = JSON.stringify(simulator.requests.slice(before).find(({ method }) => method === 'POST')?.body);
    for (const root of ['one', 'two'])
      assert.match(sent, new RegExp(`name=\\\\"${root}/app/src/index\\.ts\\\\"[^]*?root = '${root}'`, 'u'));
  });

  it('a name that leads to a private address is asked about before anything is read', async () => {
    await attachPage(address('/fine', hostname()));
    await dialog().waitFor();
    assert.match(await dialog().innerText(), new RegExp(`Read a page from ${hostname()} \\([\\d.]+\\)\\?`, 'u'));
    await workbench.screenshot('bad-private-page');
    await answerDialog('Cancel');
    await chat.frame.locator('.attachment-chip.pending').waitFor({ state: 'detached' });
    assert.deepEqual([asked, await names()], [[], []]);
  });

  it('a page that is asked about and wanted is attached', async () => {
    await attachPage(address('/fine'));
    await answerDialog('Read Page');
    await chip('Fine page').waitFor();
    assert.deepEqual(asked, ['/fine']);
  });

  it('a redirect to a file of this machine is not followed', async () => {
    await attachPage(address('/file'));
    await answerDialog('Read Page');
    const notice = chat.frame.locator('.attachment-notice p');
    await notice.waitFor();
    assert.match(
      await notice.innerText(),
      /Only pages with http or https can be attached, and this address leads to “file:”\. Nothing was attached/u,
    );
    assert.deepEqual([asked, await names()], [['/file'], []]);
    await workbench.screenshot('bad-redirect');
  });

  it('of a page of 50 MB the beginning is attached, and its chip says so', async () => {
    await attachPage(address('/endless'));
    await answerDialog('Read Page');
    await chip('Endless page').waitFor({ timeout: 60_000 });
    assert.match((await chip('Endless page').getAttribute('title'))!, /only the beginning of the page/u);
    await workbench.screenshot('bad-endless-page');
  });
});
