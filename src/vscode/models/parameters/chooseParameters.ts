import * as vscode from 'vscode';
import { parameterRanges, reasoningEfforts, type ChatParameters } from '../../../core/chatParameters.js';
import type { SelectionTarget } from '../../../models/modelSelection.js';
import type { ProviderStatus, TargetStatus } from '../../../models/providerStatus.js';
import { parameterKeys } from '../../configuration/settings.js';
import { pickEffort } from './chooseEffort.js';
import { effortLabel } from './parameterTexts.js';
import { showUnknownProvider } from '../showUnknownProvider.js';

type NumberParameter = keyof typeof parameterRanges;

interface ParameterItem extends vscode.QuickPickItem {
  readonly parameter?: keyof ChatParameters | 'all' | 'defaults';
}

/**
 * Lets the user set the parameters of a chat, one after the other, until the list is closed. What follows a question stays when the focus
 * leaves it: VS Code may give that to the view behind a closed list only after the next one has opened.
 */
export async function chooseParameters(target: SelectionTarget, status: Pick<ProviderStatus, 'of'>): Promise<void> {
  for (let isFirst = true; ; isFirst = false) {
    const current = status.of(target.selection);
    if (current.providerId === '' || current.isGone) {
      void showUnknownProvider();
      return;
    }
    const picked = await vscode.window.showQuickPick(itemsFor(current), {
      title: vscode.l10n.t('Parameters of this chat'),
      placeHolder:
        current.offeredParameters.length === 0
          ? vscode.l10n.t('This model takes no parameters')
          : vscode.l10n.t('What a model does not accept is left out'),
      ignoreFocusOut: !isFirst,
    });
    if (picked?.parameter === undefined) return;
    if (picked.parameter === 'defaults') return openDefaults();
    const parameters = await changed(picked.parameter, current);
    if (parameters === undefined) continue;
    target.select({ ref: { endpoint: current.providerId, model: current.model }, parameters });
  }
}

/** Those that the model takes, and what else is set. */
function itemsFor({ parameters, offeredParameters }: TargetStatus): readonly ParameterItem[] {
  const { t } = vscode.l10n;
  const names = labels();
  const valueOf = (parameter: keyof ChatParameters): string => {
    const value = parameters[parameter];
    if (value === undefined) return t('Default of the model');
    const text = parameter === 'reasoningEffort' ? effortLabel(parameters[parameter]!) : String(value);
    return offeredParameters.includes(parameter) ? text : t('{0}, not used by this model', text);
  };
  const shown = parameterKeys.filter((key) => offeredParameters.includes(key) || parameters[key] !== undefined);
  return [
    ...shown.map((parameter) => ({ label: names[parameter], description: valueOf(parameter), parameter })),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    ...(Object.keys(parameters).length === 0
      ? []
      : [{ label: t('Reset All'), description: t('to the defaults of the model'), parameter: 'all' as const }]),
    { label: t('Open Settings'), description: t('for the first chats of new windows'), parameter: 'defaults' as const },
  ];
}

/** `undefined`: the user thought better of it. */
async function changed(
  parameter: keyof ChatParameters | 'all',
  { parameters, efforts, model }: TargetStatus,
): Promise<ChatParameters | undefined> {
  if (parameter === 'all') return {};
  if (parameter === 'reasoningEffort') {
    const picked = await pickEffort(parameters.reasoningEffort, efforts.length > 0 ? efforts : reasoningEfforts, model);
    return picked && withValue(parameters, parameter, picked.effort);
  }
  const text = await askForNumber(parameter, parameters[parameter]);
  return text === undefined
    ? undefined
    : withValue(parameters, parameter, numberIn(text, parameter === 'maxOutputTokens'));
}

function withValue<K extends keyof ChatParameters>(
  parameters: ChatParameters,
  parameter: K,
  value: ChatParameters[K] | undefined,
): ChatParameters {
  const others = Object.fromEntries(Object.entries(parameters).filter(([name]) => name !== parameter));
  return value === undefined ? others : { ...others, [parameter]: value };
}

/** Empty: the default. `undefined`: closed. */
function askForNumber(parameter: NumberParameter, current: number | undefined): Thenable<string | undefined> {
  const { t } = vscode.l10n;
  const [minimum, maximum] = parameterRanges[parameter];
  const isWhole = parameter === 'maxOutputTokens';
  const range = isWhole
    ? t('A whole number from {0} to {1}', minimum, maximum)
    : t('A number from {0} to {1}', minimum, maximum);
  return vscode.window.showInputBox({
    title: labels()[parameter],
    prompt: t('{0}. Empty: the default of the model.', range),
    value: current === undefined ? '' : String(current),
    ignoreFocusOut: true,
    validateInput: (text) => {
      const value = numberIn(text, isWhole);
      if (text.trim() === '') return undefined;
      const isInRange = value !== undefined && value >= minimum && value <= maximum;
      return isInRange ? undefined : range;
    },
  });
}

/** With a comma, too, as much of the world writes it; not in a whole number, in which it would part the thousands. */
function numberIn(text: string, isWhole: boolean): number | undefined {
  if (isWhole && !/^\s*\d+\s*$/u.test(text)) return undefined;
  const written = text.trim().replace(',', '.');
  const value = /^\d+(?:\.\d+)?$/u.test(written) ? Number(written) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

async function openDefaults(): Promise<void> {
  const keys = [...parameterKeys.map((key) => `scout.parameters.${key}`), 'scout.systemPrompt'];
  await vscode.commands.executeCommand('workbench.action.openGlobalSettings', { query: `@id:${keys.join(',')}` });
}

function labels(): Readonly<Record<keyof ChatParameters, string>> {
  const { t } = vscode.l10n;
  return {
    reasoningEffort: t('Reasoning effort'),
    temperature: t('Temperature'),
    topP: t('Top P'),
    maxOutputTokens: t('Maximum output tokens'),
  };
}
