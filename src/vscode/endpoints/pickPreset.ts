import * as vscode from 'vscode';
import { presets, type Preset } from '../../providers/presets.js';
import { dateText } from '../models/retirementTexts.js';

interface PresetItem extends vscode.QuickPickItem {
  readonly preset?: Preset;
}

/** Lets the user pick a preset that can be used. `undefined`: closed, or one of a service that is closed. */
export async function pickPreset(): Promise<Preset | undefined> {
  const separator = (label: string): PresetItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const items = [
    separator(vscode.l10n.t('On this machine')),
    ...presets.filter(({ localPort }) => localPort !== undefined).map(itemOf),
    separator(vscode.l10n.t('Services and gateways')),
    ...presets.filter(({ localPort }) => localPort === undefined).map(itemOf),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Add Endpoint'),
    placeHolder: vscode.l10n.t('Who runs the models?'),
    matchOnDetail: true,
  });
  const { preset } = picked ?? {};
  if (preset?.closedOn === undefined) return preset;
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      '{0} was closed by its vendor on {1}. Nothing was added.',
      preset.name,
      dateText(Date.parse(preset.closedOn)),
    ),
  );
  return undefined;
}

function itemOf(preset: Preset): PresetItem {
  const isOther = preset.id === 'other';
  return {
    label: isOther ? vscode.l10n.t('Other Server') : preset.name,
    description: remarkOn(preset),
    detail: isOther ? vscode.l10n.t('Any server with OpenAI’s Chat Completions API') : preset.baseUrl,
    preset,
  };
}

function remarkOn({ closedOn, needsKey }: Preset): string {
  if (closedOn !== undefined) return vscode.l10n.t('closed on {0}', dateText(Date.parse(closedOn)));
  return needsKey ? vscode.l10n.t('needs an API key') : '';
}
