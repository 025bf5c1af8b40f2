import * as vscode from 'vscode';
import type { TaskRegistry } from '../../core/taskRegistry.js';
import { labelOf } from '../../core/text/labelOf.js';
import type { Preset, PresetBlank } from '../../providers/presets.js';
import {
  askForServerAddress,
  askWithProgress,
  enterServerAddress,
  notThereText,
} from '../models/localServers/enterServerAddress.js';
import { askServer } from '../models/localServers/localServers.js';

export interface FilledPreset {
  readonly baseUrl: string;
  readonly models: readonly string[];
  /** Its server answered that it wants a key, whatever the preset says. */
  readonly wantsKey?: boolean;
}

/** Asks for what a preset leaves open. `undefined`: closed, or cancelled. */
export async function fillInPreset(preset: Preset, tasks: TaskRegistry): Promise<FilledPreset | undefined> {
  if (preset.ownAddress === true) {
    const server = await ownAddress(preset, tasks);
    return server && { ...server, models: [] };
  }
  const values = new Map<PresetBlank, string>();
  for (const blank of preset.blanks ?? []) {
    const value = await ask(preset, blank);
    if (value === undefined) return undefined;
    values.set(blank, value);
  }
  const fill = (text: string, encode: (value: string) => string): string =>
    text.replaceAll(/\{(\w+)\}/gu, (_all, blank: PresetBlank) => encode(values.get(blank) ?? ''));
  return {
    baseUrl: fill(preset.baseUrl, encodeURIComponent),
    models: (preset.models ?? []).map((model) => fill(model, String)),
  };
}

/** Where the usual server answers, there is nothing to ask. */
async function ownAddress(
  { name, baseUrl, localPort, needsKey }: Preset,
  tasks: TaskRegistry,
): Promise<Omit<FilledPreset, 'models'> | undefined> {
  let remark = '';
  if (localPort !== undefined) {
    const title = vscode.l10n.t('Asking {0} for its models…', name);
    const found = await askWithProgress(title, 'models of a server', tasks, (signal) => askServer(baseUrl, signal));
    if (found === undefined) return undefined;
    if (typeof found !== 'string') return found;
    remark = notThereText(found, name, baseUrl);
  }
  // One that wants a key tells nothing without.
  if (!needsKey) return enterServerAddress(baseUrl, tasks, remark);
  const address = await askForServerAddress(baseUrl);
  return address === undefined ? undefined : { baseUrl: address };
}

function ask(preset: Preset, blank: PresetBlank): Thenable<string | undefined> {
  const { title, prompt, placeHolder, problem, pattern, within } = questions()[blank];
  const valueIn = (text: string): string => within?.exec(text.trim())?.[1] ?? text.trim();
  return vscode.window
    .showInputBox({
      title: `${preset.name}: ${title}`,
      prompt,
      placeHolder,
      ignoreFocusOut: true,
      validateInput: (text) =>
        pattern.test(valueIn(text)) && labelOf(valueIn(text)) === valueIn(text) ? undefined : problem,
    })
    .then((text) => (text === undefined ? undefined : valueIn(text)));
}

interface Question {
  readonly title: string;
  readonly prompt: string;
  readonly placeHolder: string;
  readonly pattern: RegExp;
  /** Finds the value, as its first group, in what people paste instead. */
  readonly within?: RegExp;
  /** Said of what does not match. */
  readonly problem: string;
}

function questions(): Readonly<Record<PresetBlank, Question>> {
  const { t } = vscode.l10n;
  return {
    resource: {
      title: t('Resource'),
      prompt: t('The name of the resource, which begins its address: https://NAME.openai.azure.com'),
      placeHolder: 'my-resource',
      // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules, Microsoft.CognitiveServices/accounts
      pattern: /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/iu,
      // The hosts of one resource: https://learn.microsoft.com/azure/foundry/foundry-models/concepts/endpoints
      within: /^https:\/\/([a-z0-9-]+)\.(?:openai|services\.ai|cognitiveservices)\.azure\.com(?:[/?].*)?$/iu,
      problem: t('Only letters, digits and hyphens: the name, or the address at azure.com.'),
    },
    deployment: {
      title: t('Deployment'),
      prompt: t('The name you gave the deployment of the model'),
      placeHolder: 'gpt-4.1',
      pattern: /^[\w.-]{1,64}$/u,
      problem: t('Only letters, digits, hyphens, dots and underscores.'),
    },
    region: {
      title: t('Region'),
      prompt: t('The AWS region in which you use the models'),
      placeHolder: 'us-west-2',
      pattern: /^[a-z]{2}(?:-[a-z]+){1,3}-\d{1,2}$/u,
      problem: t('A region looks like us-west-2.'),
    },
    model: {
      title: t('Model'),
      prompt: t('The ID of the model. You can list more in the settings.'),
      placeHolder: 'openai.gpt-oss-120b-1:0',
      pattern: /^\S{1,256}$/u,
      problem: t('An ID without spaces.'),
    },
  };
}
