import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { vscodeStub } from '../../support/vscodeStub/vscodeStub.js';
import { until } from '../storage/support/until.js';
import { ScoutWindow } from './support/scoutWindow.js';

describe('a new endpoint', () => {
  let window: ScoutWindow;
  let server: Server;
  let models: readonly string[];

  beforeEach(async () => {
    window = new ScoutWindow();
    server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ object: 'list', data: models.map((id) => ({ id, object: 'model' })) }));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterEach(async () => {
    await window.dispose();
    server.closeAllConnections();
    server.close();
  });

  async function add(): Promise<unknown> {
    await window.start();
    vscodeStub.picks.answer('LiteLLM');
    vscodeStub.inputs.answer(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, 'sk-1');
    return vscodeStub.commands.execute('scout.addEndpoint');
  }

  const tooltip = (): unknown => vscodeStub.statusBarItems[0]?.tooltip;

  it('answers with its only model, without a question', async () => {
    models = ['the-only-one'];
    await add();
    assert.equal(tooltip(), 'SCOUT: LiteLLM · the-only-one. Click to choose another model.');
    assert.equal(vscodeStub.quickPicks.length, 0);
  });

  it('has the user choose among several', async () => {
    models = ['one', 'two'];
    const added = add();
    await until(() => vscodeStub.quickPicks[0]?.items.some(({ label }) => label === 'two') === true);
    vscodeStub.quickPicks[0]!.accept('two');
    await added;
    assert.equal(tooltip(), 'SCOUT: LiteLLM · two. Click to choose another model.');
  });
});
