import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';
import { until } from '../../storage/support/until.js';

/** Runs a command to the end, but for a list of models that it may open at last. */
export async function runToList(command: string): Promise<void> {
  const lists = vscodeStub.quickPicks.length;
  let ended = false;
  void vscodeStub.commands.execute(command).finally(() => (ended = true));
  await until(() => ended || vscodeStub.quickPicks.length > lists);
}

/** Adds an endpoint. @param answers to the boxes that follow the choice of the preset */
export async function addEndpoint(preset: string, ...answers: readonly string[]): Promise<void> {
  vscodeStub.picks.answer(preset);
  vscodeStub.inputs.answer(...answers);
  await runToList('scout.addEndpoint');
}
