import assert from 'node:assert/strict';
import type { ReasoningEffort } from '../../../../../src/core/chatParameters.js';
import { chooseEffort } from '../../../../../src/vscode/models/parameters/chooseEffort.js';
import { chooseParameters } from '../../../../../src/vscode/models/parameters/chooseParameters.js';
import { FakeTarget } from '../../../../support/selectionTarget.js';
import { SettableProviderStatus } from '../../../../support/settableProviderStatus.js';
import { vscodeStub } from '../../../../support/vscodeStub/vscodeStub.js';

const ref = { endpoint: 'openai', model: 'm-1' };

function statusWith(...efforts: ReasoningEffort[]): SettableProviderStatus {
  const status = new SettableProviderStatus();
  status.change({ efforts });
  return status;
}

describe('chooseEffort', () => {
  it('offers the levels that the model has, and what is set, whether it has that or not', async () => {
    const target = new FakeTarget({ ref, parameters: { reasoningEffort: 'xhigh', topP: 0.5 } });
    vscodeStub.picks.answer('Low');
    await chooseEffort(target, statusWith('low', 'high'));
    assert.deepEqual(vscodeStub.picks.shown[0]?.labels, ['Default of the model', 'Low', 'High', 'Very high']);
    assert.equal(vscodeStub.picks.shown[0].items[3]?.description, 'current');
    assert.equal(vscodeStub.picks.shown[0].options.title, 'Reasoning effort of m-1');
    assert.deepEqual(target.chosen, [{ ref, parameters: { topP: 0.5, reasoningEffort: 'low' } }]);
  });

  it('goes back to the default of the model', async () => {
    const target = new FakeTarget({ ref, parameters: { reasoningEffort: 'max' } });
    vscodeStub.picks.answer('Default of the model');
    await chooseEffort(target, statusWith('max'));
    assert.deepEqual(target.chosen, [{ ref, parameters: {} }]);
  });

  it('offers all levels where nobody knows which the model has', async () => {
    vscodeStub.picks.dismiss();
    const target = new FakeTarget({ ref, parameters: {} });
    await chooseEffort(target, statusWith());
    assert.equal(vscodeStub.picks.shown[0]?.labels.length, 8);
    assert.deepEqual(target.chosen, []);
  });

  it('says that there is nothing to choose where the model is known to have none', async () => {
    const status = statusWith();
    status.change({ offeredParameters: ['maxOutputTokens'] });
    await chooseEffort(new FakeTarget({ ref, parameters: {} }), status);
    assert.deepEqual(
      vscodeStub.messages.shown.map(({ message }) => message),
      ['m-1 has no levels of reasoning effort.'],
    );
    assert.equal(vscodeStub.picks.shown.length, 0);
  });

  it('takes back a level that the model does not have', async () => {
    const status = statusWith();
    status.change({ offeredParameters: ['maxOutputTokens'] });
    vscodeStub.picks.answer('Default of the model');
    const target = new FakeTarget({ ref, parameters: { reasoningEffort: 'low' } });
    await chooseEffort(target, status);
    assert.deepEqual(target.selection?.parameters, {});
  });

  it('has nothing to offer where there is nobody to ask', async () => {
    const status = new SettableProviderStatus();
    status.gone.add('openai');
    await chooseEffort(new FakeTarget({ ref, parameters: {} }), status);
    assert.equal(vscodeStub.picks.shown.length, 0);
  });
});

describe('chooseParameters', () => {
  it('shows what is set, and sets one after the other until the list is closed', async () => {
    const target = new FakeTarget({ ref, parameters: { topP: 0.5 } });
    vscodeStub.picks.answer('Temperature');
    vscodeStub.inputs.answer('0,7');
    vscodeStub.picks.answer('Maximum output tokens');
    vscodeStub.inputs.answer('2000');
    vscodeStub.picks.answer('Top P');
    vscodeStub.inputs.answer('');
    vscodeStub.picks.answer('Reasoning effort');
    vscodeStub.picks.answer('High');
    vscodeStub.picks.dismiss();
    await chooseParameters(target, statusWith('low', 'high'));
    const [first] = vscodeStub.picks.shown;
    assert.deepEqual(
      first?.items.slice(0, 4).map(({ label, description }) => [label, description]),
      [
        ['Maximum output tokens', 'Default of the model'],
        ['Temperature', 'Default of the model'],
        ['Top P', '0.5'],
        ['Reasoning effort', 'Default of the model'],
      ],
    );
    assert.deepEqual(target.selection, {
      ref,
      parameters: { temperature: 0.7, maxOutputTokens: 2000, reasoningEffort: 'high' },
    });
    assert.equal(target.chosen.length, 4);
    assert.deepEqual(vscodeStub.settings.updates, []);
  });

  it('offers what the model takes, and says of what else is set that it is not used', async () => {
    const status = statusWith('low', 'high');
    status.change({ offeredParameters: ['maxOutputTokens', 'reasoningEffort'] });
    vscodeStub.picks.dismiss();
    const parameters = { temperature: 0.5, reasoningEffort: 'high' } as const;
    await chooseParameters(new FakeTarget({ ref, parameters }), status);
    assert.deepEqual(
      vscodeStub.picks.shown[0]?.items.slice(0, 3).map(({ label, description }) => [label, description]),
      [
        ['Maximum output tokens', 'Default of the model'],
        ['Temperature', '0.5, not used by this model'],
        ['Reasoning effort', 'High'],
      ],
    );
  });

  it('says so where the model takes none', async () => {
    const status = statusWith();
    status.change({ offeredParameters: [] });
    vscodeStub.picks.dismiss();
    await chooseParameters(new FakeTarget({ ref, parameters: {} }), status);
    const [shown] = vscodeStub.picks.shown;
    assert.equal(shown?.options.placeHolder, 'This model takes no parameters');
    assert.deepEqual(shown.labels.filter(Boolean), ['Open Settings']);
  });

  it('takes no number that cannot be sent', async () => {
    vscodeStub.picks.answer('Maximum output tokens');
    vscodeStub.inputs.dismiss();
    vscodeStub.picks.dismiss();
    const target = new FakeTarget({ ref, parameters: {} });
    await chooseParameters(target, statusWith());
    const { options } = vscodeStub.inputs.shown[0]!;
    assert.equal(options.value, '');
    for (const text of ['0', '1.5', '1000001', '-1', 'many', '1e3', '١', '1,000', '1.000'])
      assert.equal(options.validateInput?.(text), 'A whole number from 1 to 1000000', text);
    for (const text of ['', ' ', '1', '1000000']) assert.equal(options.validateInput?.(text), undefined, text);
    assert.deepEqual(target.chosen, []);
  });

  it('resets all of them', async () => {
    vscodeStub.picks.answer('Reset All');
    vscodeStub.picks.dismiss();
    const target = new FakeTarget({ ref, parameters: { topP: 0.5, temperature: 1 } });
    await chooseParameters(target, statusWith());
    assert.deepEqual(target.selection?.parameters, {});
    assert.ok(!vscodeStub.picks.shown[1]?.labels.includes('Reset All'));
  });

  it('opens the settings that are the first default', async () => {
    vscodeStub.picks.answer('Open Settings');
    await chooseParameters(new FakeTarget({ ref, parameters: {} }), statusWith());
    assert.deepEqual(vscodeStub.commands.executed, [
      [
        'workbench.action.openGlobalSettings',
        {
          query:
            '@id:scout.parameters.maxOutputTokens,scout.parameters.temperature,scout.parameters.topP,scout.parameters.reasoningEffort,scout.systemPrompt',
        },
      ],
    ]);
  });
});
