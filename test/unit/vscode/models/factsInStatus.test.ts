import assert from 'node:assert/strict';
import type { KnownFacts } from '../../../../src/models/facts/modelFacts.js';
import { ApiKeys } from '../../../../src/vscode/keys/apiKeys.js';
import { KeyAddresses } from '../../../../src/vscode/keys/keyAddresses.js';
import { ConfiguredModelResolver } from '../../../../src/vscode/models/configuredModelResolver.js';
import { ConfiguredProviderStatus, type FactsSource } from '../../../../src/vscode/models/configuredProviderStatus.js';
import { Connections } from '../../../../src/vscode/models/connections.js';
import { noticeView } from '../../../../src/webview/host/chat/noticeView.js';
import { ScriptedProviders } from '../support/scriptedProviders.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

const day = 24 * 60 * 60 * 1_000;
const source = 'vendor';

describe('what is known of the model that a chat asks', () => {
  /** By "endpoint/model". */
  let facts: Map<string, KnownFacts>;
  let status: ConfiguredProviderStatus;

  beforeEach(() => {
    facts = new Map();
    vscodeStub.settings.set('llm.model', 'gpt-5');
    const factsOf: FactsSource = ({ id }) => Promise.resolve((model) => facts.get(`${id}/${model}`) ?? {});
    const connections = new Connections(new ApiKeys(vscodeStub.secrets, { OPENAI_API_KEY: 'sk-1' }), undefined);
    status = new ConfiguredProviderStatus(
      connections,
      new KeyAddresses(vscodeStub.secrets),
      factsOf,
      recordingLogger(),
    );
  });

  it('decides which efforts can be chosen; its name does where nothing is known', async () => {
    await status.refresh();
    assert.deepEqual(status.of(null).efforts, ['minimal', 'low', 'medium', 'high']);
    facts.set('openai/gpt-5', { efforts: { value: ['low', 'max'], source } });
    assert.deepEqual(status.of(null).efforts, ['low', 'max']);
    facts.set('openai/gpt-5', { efforts: { value: [], source } });
    assert.deepEqual([status.of(null).efforts, status.of(null).effortLabel], [[], null]);
  });

  it('says which files it takes, as far as that is known; a request carries it', async () => {
    await status.refresh();
    assert.deepEqual(status.of(null).inputs, {});
    facts.set('openai/gpt-5', { imageInput: { value: false, source }, pdfInput: { value: true, source } });
    const expected = { imageInput: false, pdfInput: true };
    assert.deepEqual(status.of(null).inputs, expected);
    const { manager } = new ScriptedProviders(new ApiKeys(vscodeStub.secrets, {}), recordingLogger());
    assert.deepEqual(new ConfiguredModelResolver(manager, status).resolve(null).inputs, expected);
  });

  for (const [what, retiresAt, pattern] of [
    ['within 60 days', 59 * day, /^gpt-5 will be retired on \w+ \d+, \d+\. Its provider recommends gpt-6 instead\.$/u],
    ['in the past', -day, /^gpt-5 was to be retired on .* may stop answering at any time\./u],
  ] as const) {
    it(`has the chat say that its retirement is ${what}, and offer another`, async () => {
      facts.set('openai/gpt-5', {
        retiresAt: { value: Date.now() + retiresAt, source },
        replacement: { value: 'gpt-6', source },
      });
      await status.refresh();
      const notice = noticeView(status.of(null));
      assert.match(notice?.text ?? '', pattern);
      assert.deepEqual(notice?.actions, [{ id: 'choose-model', label: 'Choose Another Model' }]);
    });
  }

  it('is no news while the retirement is far off, unknown, or that of another model', async () => {
    facts.set('openai/gpt-4', { retiresAt: { value: Date.now() + day, source } });
    facts.set('openai/gpt-5', { retiresAt: { value: Date.now() + 61 * day, source } });
    await status.refresh();
    assert.equal(noticeView(status.of(null)), null);
    facts.delete('openai/gpt-5');
    assert.equal(noticeView(status.of(null)), null);
  });
});
