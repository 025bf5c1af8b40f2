import * as vscode from 'vscode';
import { labelOf } from '../../../core/text/labelOf.js';
import { reasoningEfforts, type ReasoningEffort } from '../../../core/chatParameters.js';
import type { SelectionTarget } from '../../../models/modelSelection.js';
import type { ProviderStatus } from '../../../models/providerStatus.js';
import { effortLabel } from './parameterTexts.js';
import { showUnknownProvider } from '../showUnknownProvider.js';

interface EffortItem extends vscode.QuickPickItem {
  /** `undefined`: the model's default. */
  readonly effort: ReasoningEffort | undefined;
}

/** Lets the user pick how hard the model of a chat thinks, among the levels it has. */
export async function chooseEffort(target: SelectionTarget, status: Pick<ProviderStatus, 'of'>): Promise<void> {
  const { providerId, isGone, model, parameters, efforts, offeredParameters } = status.of(target.selection);
  if (providerId === '' || isGone) {
    void showUnknownProvider();
    return;
  }
  if (!offeredParameters.includes('reasoningEffort') && parameters.reasoningEffort === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('{0} has no levels of reasoning effort.', labelOf(model)));
    return;
  }
  const picked = await pickEffort(parameters.reasoningEffort, efforts.length > 0 ? efforts : reasoningEfforts, model);
  if (picked === undefined) return;
  const { reasoningEffort: _, ...others } = parameters;
  target.select({
    ref: { endpoint: providerId, model },
    parameters: picked.effort === undefined ? others : { ...others, reasoningEffort: picked.effort },
  });
}

/** `undefined`: closed. */
export async function pickEffort(
  current: ReasoningEffort | undefined,
  efforts: readonly ReasoningEffort[],
  model: string,
): Promise<{ readonly effort: ReasoningEffort | undefined } | undefined> {
  const { t } = vscode.l10n;
  // What is set is shown, whether this model has it or not.
  const shown = reasoningEfforts.filter((effort) => efforts.includes(effort) || effort === current);
  const items: readonly EffortItem[] = [
    { label: t('Default of the model'), effort: undefined },
    ...shown.map((effort) => ({ label: effortLabel(effort), effort })),
  ];
  return vscode.window.showQuickPick(
    items.map((item) => ({ ...item, description: item.effort === current ? t('current') : '' })),
    {
      title: model === '' ? t('Reasoning effort') : t('Reasoning effort of {0}', model),
      placeHolder: t('How hard the model thinks before it answers'),
    },
  );
}
