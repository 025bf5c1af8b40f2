import assert from 'node:assert/strict';
import type { EndpointId } from '../../../../../src/providers/endpoint.js';
import type { ModelInfo } from '../../../../../src/providers/provider.js';
import { manifest } from '../../../../support/vscodeStub/manifest.js';
import type { FakeQuickPick } from '../../../../support/vscodeStub/quickPick.js';
import { vscodeStub } from '../../../../support/vscodeStub/vscodeStub.js';
import { headings, ModelListWindow, rowsBelow } from '../../support/modelListWindow.js';

const ref = (endpoint: string, model: string) => ({ endpoint: endpoint as EndpointId, model });
const day = 24 * 60 * 60 * 1_000;

describe('the rows of the list of models', () => {
  let window: ModelListWindow;

  beforeEach(() => {
    window = new ModelListWindow();
    vscodeStub.settings.set('llm.model', 'm-1');
    window.serve('openai', 'm-1', 'm-2', 'm-3');
    window.serve('google', 'g-1');
  });

  afterEach(() => window.dispose());

  const row = (list: FakeQuickPick, label: string) => list.items.find((item) => item.label === label);
  const close = async ({ list, end }: { readonly list: FakeQuickPick; readonly end: Promise<void> }): Promise<void> => {
    list.escape();
    await end;
  };

  describe('for models', () => {
    const show = async (model: Partial<ModelInfo>) => {
      window.lists.set('openai', () => Promise.resolve([{ id: 'm-1', displayName: 'm-1', ...model }]));
      const opened = await window.open();
      return { ...opened, shown: rowsBelow(opened.list, 'OpenAI')[0]! };
    };

    it('say what is known: retirement, context, price, and what it takes in icons and words', async () => {
      const retiresAt = Date.now() + 30 * day;
      vscodeStub.settings.set('models', { 'openai/m-1': { price: { input: 1, output: 2 } } });
      const opened = await show({ contextTokens: 200_000, imageInput: true, tools: true, pdfInput: false, retiresAt });
      assert.match(
        row(opened.list, 'm-1')?.detail ?? '',
        /^retires on \w+ \d+, \d+ · 200K context · \$1 \/ \$2 · \$\(file-media\) image {2}\$\(tools\) tools$/u,
      );
      await close(opened);
    });

    it('that do not read what is attached stand last, and are not the one that Enter takes', async () => {
      window.needs = ['imageInput'];
      const models = [
        { id: 'm-1', displayName: 'm-1', imageInput: false },
        { id: 'm-2', displayName: 'm-2', imageInput: true },
        { id: 'm-3', displayName: 'm-3' },
      ];
      window.lists.set('openai', () => Promise.resolve(models));
      const opened = await window.open();
      assert.deepEqual(rowsBelow(opened.list, 'OpenAI'), ['m-2', 'm-3']);
      assert.deepEqual(rowsBelow(opened.list, 'Do not read what is attached'), ['m-1']);
      assert.equal(opened.list.activeItems[0]?.label, 'm-2');
      await close(opened);
      window.needs = ['pdfInput'];
      const other = await window.open();
      assert.deepEqual(rowsBelow(other.list, 'OpenAI'), ['m-1', 'm-2', 'm-3']);
      assert.equal(other.list.activeItems[0]?.label, 'm-1', 'the model of the chat');
      await close(other);
    });

    it('have the table’s price of exactly this model, at the vendor’s own address only', async () => {
      window.serve('openai', 'gpt-5.5', 'gpt-5.5-like');
      const opened = await window.open();
      assert.match(row(opened.list, 'gpt-5.5')?.detail ?? '', /\$5 \/ \$30/u);
      assert.equal(row(opened.list, 'gpt-5.5-like')?.detail, undefined);
      await close(opened);
      vscodeStub.settings.set('openai.baseUrl', 'https://gateway.example/v1');
      const other = await window.open();
      assert.equal(row(other.list, 'gpt-5.5')?.detail, undefined);
      await close(other);
    });

    it('show names as they stand, without icons', async () => {
      const opened = await show({ id: 'm$(x)', displayName: 'Model $(trash)' });
      assert.equal(opened.shown, String.raw`Model \$(trash)`);
      assert.equal(row(opened.list, opened.shown)?.description, String.raw`m\$(x) · OpenAI`);
      await close(opened);
    });

    it('take no facts from a folder, and name what is wrong in the user’s own settings', async () => {
      vscodeStub.settings.set('models', { 'openai/m-1': { contextTokens: 1 } }, { target: 'workspace' });
      vscodeStub.settings.set('models', { 'openai/m-2': { tool: true } });
      const opened = await show({});
      assert.equal(row(opened.list, 'm-1')?.detail, undefined);
      assert.match(opened.list.items.at(-1)!.label, /“tool” of “openai\/m-2” was ignored/u);
      opened.list.accept(opened.list.items.at(-1)!.label);
      assert.equal(opened.list.isVisible, true);
      await close(opened);
    });

    it('lead to all that can be known, with where it is from, and back', async () => {
      const opened = await show({ contextTokens: 200_000, retiresAt: Date.now() + 30 * day });
      opened.list.pressIn('m-1', 'Show Details');
      const facts = opened.list.items.map(({ label, description, detail }) => [label, description, detail]);
      assert.deepEqual(facts.slice(0, 2), [
        ['ID', 'm-1', undefined],
        ['Endpoint', 'OpenAI', undefined],
      ]);
      assert.deepEqual(facts[2], ['Context', '200K tokens', 'from the provider’s model list']);
      assert.deepEqual(facts[4], ['Images', 'unknown', undefined]);
      assert.match(facts.at(-2)!.join(), /^Retirement,\w+ \d+, \d+,from the provider’s model list$/u);
      opened.list.accept('Context');
      assert.deepEqual(opened.list.activeItems[0]?.label, 'm-1');
      await close(opened);
    });
  });

  describe('for favourites', () => {
    it('come first, in every window, until the star is taken back', async () => {
      const { list, end } = await window.open();
      list.pressIn('g-1', 'Add to Favorites');
      list.pressIn('m-3', 'Add to Favorites');
      assert.deepEqual(rowsBelow(list, 'Favorites'), ['g-1', 'm-3']);
      assert.equal(headings(list)[0], 'Favorites');
      assert.deepEqual(rowsBelow(list, 'OpenAI'), ['m-1', 'm-2']);
      await close({ list, end });
      const other = await window.open();
      assert.deepEqual(rowsBelow(other.list, 'Favorites'), ['g-1', 'm-3']);
      other.list.pressIn('g-1', 'Remove from Favorites');
      assert.deepEqual(rowsBelow(other.list, 'Favorites'), ['m-3']);
      assert.deepEqual(rowsBelow(other.list, 'Google'), ['g-1']);
      await close(other);
      assert.deepEqual(await window.favourites.list(), [ref('openai', 'm-3')]);
    });

    it('are there though the server does not list them', async () => {
      await window.favourites.add(ref('google', 'typed-1'));
      const opened = await window.open();
      assert.deepEqual(rowsBelow(opened.list, 'Favorites'), ['typed-1']);
      await close(opened);
    });
  });

  describe('for hidden models', () => {
    const hidden = (): unknown => vscodeStub.settings.get('hiddenModels');

    it('are left out, but for favourites and what the chat asks, and come back with a button', async () => {
      vscodeStub.settings.set('hiddenModels', ['openai/*', 'google/G-1']);
      await window.favourites.add(ref('openai', 'm-3'));
      const opened = await window.open();
      const { list } = opened;
      assert.deepEqual(rowsBelow(list, 'Favorites'), ['m-3']);
      assert.deepEqual([rowsBelow(list, 'OpenAI'), rowsBelow(list, 'Google')], [['m-1'], []]);
      list.press('Show Hidden Models');
      assert.deepEqual([rowsBelow(list, 'OpenAI'), rowsBelow(list, 'Google')], [['m-1', 'm-2'], ['g-1']]);
      list.pressIn('g-1', 'No Longer Hide');
      await window.filled();
      assert.deepEqual(hidden(), ['openai/*']);
      list.press('No Longer Show Hidden Models');
      assert.deepEqual([rowsBelow(list, 'OpenAI'), rowsBelow(list, 'Google')], [['m-1'], ['g-1']]);
      await close(opened);
    });

    it('are hidden with a button in their row, which takes the star from them', async () => {
      await window.favourites.add(ref('openai', 'm-3'));
      const opened = await window.open();
      opened.list.pressIn('m-3', 'Hide');
      opened.list.pressIn('m-2', 'Hide');
      await window.filled();
      assert.deepEqual(hidden(), ['openai/m-3', 'openai/m-2']);
      assert.deepEqual(rowsBelow(opened.list, 'OpenAI'), ['m-1']);
      assert.deepEqual(await window.favourites.list(), []);
      await close(opened);
    });

    it('lead to the settings where a pattern hides them', async () => {
      vscodeStub.settings.set('hiddenModels', ['openai/*']);
      const opened = await window.open();
      opened.list.press('Show Hidden Models');
      opened.list.pressIn('m-2', 'No Longer Hide');
      await window.filled();
      assert.equal(vscodeStub.commands.executed[0]?.[0], 'workbench.action.openApplicationSettingsJson');
      assert.deepEqual(hidden(), ['openai/*']);
      await close(opened);
    });

    it('cannot be hidden by a folder', async () => {
      vscodeStub.settings.set('hiddenModels', ['openai/*'], { target: 'workspace' });
      const opened = await window.open();
      assert.deepEqual(rowsBelow(opened.list, 'OpenAI'), ['m-1', 'm-2', 'm-3']);
      await close(opened);
      const properties = Object.assign(
        {},
        ...manifest.contributes.configuration.map((one) => one.properties),
      ) as Record<string, { readonly scope?: string }>;
      assert.equal(properties['scout.hiddenModels']?.scope, 'application');
    });
  });

  describe('for typed ids', () => {
    it('take what is typed for the endpoint in use, without the spaces around it', async () => {
      const { list, end } = await window.open();
      list.type(' my-model ');
      list.accept();
      await end;
      assert.equal(window.target.asked, 'openai my-model');
      const again = await window.open();
      assert.equal(row(again.list, 'my-model')?.description, 'OpenAI · current', 'it is in the list from now on');
      await close(again);
    });

    it('ask which endpoint has it, where that is another one', async () => {
      vscodeStub.picks.answer('Google');
      const { list, end } = await window.open();
      list.type('their-model');
      list.accept('$(edit) Use the Typed ID with Another Endpoint…');
      await end;
      assert.equal(vscodeStub.picks.shown[0]?.options.title, 'Which endpoint has this model?');
      assert.equal(window.target.asked, 'google their-model');
    });

    it('ask for the id where nothing is typed', async () => {
      vscodeStub.inputs.answer(' late ');
      const { list, end } = await window.open();
      list.accept('$(edit) Use the Typed ID');
      await end;
      assert.equal(window.target.asked, 'openai late');
      vscodeStub.inputs.dismiss();
      const again = await window.open();
      again.list.accept('$(edit) Use the Typed ID');
      await again.end;
      assert.equal(window.target.chosen.length, 1);
    });
  });

  describe('for servers on this machine', () => {
    const ollama = 'http://127.0.0.1:11434/v1';

    it('are looked for when the list opens, on loopback only, and offered unless they are endpoints', async () => {
      assert.equal(window.searched.length, 0);
      window.local.set(ollama, ['qwen3', 'phi']);
      const opened = await window.open();
      assert.ok(window.searched.length > 0);
      assert.deepEqual(
        window.searched.filter((address) => !address.startsWith('http://127.0.0.1:')),
        [],
      );
      assert.deepEqual(rowsBelow(opened.list, 'On this machine'), ['$(server) Use Ollama on this machine']);
      assert.equal(row(opened.list, '$(server) Use Ollama on this machine')?.detail, 'qwen3, phi');
      await close(opened);
      vscodeStub.settings.set('endpoints', [{ id: 'mine', name: 'Mine', baseUrl: ollama, auth: 'none' }]);
      const other = await window.open();
      assert.deepEqual(rowsBelow(other.list, 'On this machine'), []);
      await close(other);
    });

    it('become endpoints that answer in this chat', async () => {
      window.local.set(ollama, ['qwen3']);
      const { list, end } = await window.open();
      list.accept('$(server) Use Ollama on this machine');
      await end;
      assert.equal(window.target.asked, 'ollama qwen3');
      assert.equal(window.confirmed, 1);
    });
  });
});
