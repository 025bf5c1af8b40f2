import assert from 'node:assert/strict';
import { TaskRegistry } from '../../../../src/core/taskRegistry.js';
import type { ModelInfo } from '../../../../src/providers/provider.js';
import { takeOnlyModel } from '../../../../src/vscode/models/takeOnlyModel.js';
import { FakeTarget } from '../../../support/selectionTarget.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

const address = 'http://localhost:11434/v1';
const one: ModelInfo = { id: 'm-1', displayName: 'm-1' };

describe('the only model of a server', () => {
  let asked: string[];
  let remembered: string[];
  let target: FakeTarget;

  beforeEach(() => {
    asked = [];
    remembered = [];
    target = new FakeTarget();
    vscodeStub.settings.set('llm.provider', 'compatible');
    vscodeStub.settings.set('compatible.baseUrl', address);
  });

  const take = (models: readonly ModelInfo[], answered = Promise.resolve()): Promise<boolean> =>
    takeOnlyModel(target, {
      catalogue: {
        list: (endpoint, source) => {
          asked.push(`${endpoint.id} ${source}`);
          return answered.then(() => ({ models, failure: undefined }));
        },
      },
      recent: {
        setModel: (role, endpointId, model) => {
          remembered.push(`${role} ${endpointId} ${model}`);
          return Promise.resolve();
        },
      },
      tasks: new TaskRegistry(recordingLogger()),
    });

  const chosen = (): unknown => target.selection?.ref.model;

  it('is taken where none is chosen', async () => {
    await take([one]);
    assert.equal(chosen(), 'm-1');
    assert.deepEqual(vscodeStub.settings.updates, [], 'the settings stay');
    assert.deepEqual(asked, [`compatible ${address}`]);
    assert.deepEqual(remembered, ['llm compatible m-1']);
  });

  for (const [count, models] of [
    ['none', []],
    ['two', [one, { id: 'm-2', displayName: 'm-2' }]],
  ] as const)
    it(`is not there among ${count}`, async () => {
      await take(models);
      assert.notEqual(chosen(), 'm-1');
      assert.deepEqual(remembered, []);
    });

  it('is asked for by nobody who has chosen, whose provider has a default, or who has no address', async () => {
    vscodeStub.settings.set('llm.model', 'mine');
    await take([one]);
    vscodeStub.settings.set('llm.model', '');
    vscodeStub.settings.set('compatible.baseUrl', '');
    await take([one]);
    vscodeStub.settings.set('llm.provider', 'openai');
    await take([one]);
    assert.deepEqual(asked, []);
  });

  for (const [what, change] of [
    ['another provider', () => vscodeStub.settings.set('llm.provider', 'openai')],
    ['another server', () => vscodeStub.settings.set('compatible.baseUrl', 'http://localhost:1234/v1')],
    ['a model', () => vscodeStub.settings.set('llm.model', 'mine')],
    [
      'another model in this chat',
      (chat) => chat.select({ ref: { endpoint: 'compatible', model: 'mine' }, parameters: {} }),
    ],
  ] as readonly (readonly [string, (chat: FakeTarget) => void])[])
    it(`is not taken when ${what} was chosen while its server was asked`, async () => {
      const answer = Promise.withResolvers<void>();
      const taken = take([one], answer.promise);
      change(target);
      answer.resolve();
      await taken;
      assert.notEqual(chosen(), 'm-1');
      assert.deepEqual(remembered, []);
    });
});
