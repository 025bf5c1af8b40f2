import * as vscode from 'vscode';
import type { TaskRegistry } from '../../core/taskRegistry.js';
import type { SelectionTarget } from '../../models/modelSelection.js';
import type { RecentModels } from '../../models/recentModels.js';
import type { Endpoint } from '../../providers/endpoint.js';
import { presets, type Preset } from '../../providers/presets.js';
import { findEndpoint } from '../configuration/configuredEndpoints.js';
import type { ApiKeys } from '../keys/apiKeys.js';
import { askForKey } from '../keys/askForKey.js';
import { askNewEndpoint } from '../models/chooseProvider.js';
import type { Connections } from '../models/connections.js';
import { endpointOf, entryOf, freshId, freshName, putEntry, type EndpointEntry } from './endpointSettings.js';
import { fillInPreset } from './fillInPreset.js';

export interface AddEndpointDependencies {
  readonly keys: ApiKeys;
  readonly connections: Connections;
  readonly recent: RecentModels;
  readonly tasks: TaskRegistry;
  /** Tests an endpoint with its model and shows the result; returns whether all is well. */
  readonly test: (endpoint: Endpoint) => Promise<boolean>;
  /** Has the chat ask a model of the endpoint that it asks now: the only one, or the one that the user picks. */
  readonly chooseModel: () => Promise<void>;
}

interface PresetItem extends vscode.QuickPickItem {
  readonly preset?: Preset;
}

/**
 * Adds an endpoint from a preset: asks for what only the user knows and for the key, writes both, tests the connection, and has the
 * endpoint answer in this chat from then on. Whatever is closed on the way, nothing is written before the key is there.
 */
export async function addEndpoint(
  target: SelectionTarget,
  { keys, connections, recent, tasks, test, chooseModel }: AddEndpointDependencies,
): Promise<void> {
  const preset = await pickPreset();
  const filled = preset && (await fillInPreset(preset, tasks));
  if (preset === undefined || filled === undefined) return;
  const id = await freshId(preset.id, keys);
  const name = freshName(preset.id === 'other' ? new URL(filled.baseUrl).host : preset.name);
  const entry = entryOf(preset, id, name, filled.baseUrl, filled.models);
  const candidate = endpointOf(entry);
  if (candidate === undefined || !(await provideKey(candidate, keys))) return;
  const endpoint = await write(entry);
  if (endpoint === undefined || !(await test(endpoint))) return;
  await askNewEndpoint(target, endpoint, connections, recent);
  if (endpoint.fallbackModels.length === 0) await chooseModel();
}

async function pickPreset(): Promise<Preset | undefined> {
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
  return picked?.preset;
}

function itemOf(preset: Preset): PresetItem {
  const isOther = preset.id === 'other';
  return {
    label: isOther ? vscode.l10n.t('Other Server') : preset.name,
    description: preset.needsKey ? vscode.l10n.t('needs an API key') : '',
    detail: isOther ? vscode.l10n.t('Any server with OpenAI’s Chat Completions API') : preset.baseUrl,
    preset,
  };
}

/** @returns whether the endpoint has the key it needs, if it needs one. */
async function provideKey(endpoint: Endpoint, keys: ApiKeys): Promise<boolean> {
  if (!endpoint.needsKey || (await keys.get(endpoint)) !== undefined) return true;
  const key = await askForKey(endpoint);
  if (key === undefined) return false;
  await keys.set(endpoint, key);
  return true;
}

async function write(entry: EndpointEntry): Promise<Endpoint | undefined> {
  await putEntry(entry);
  return findEndpoint(entry.id);
}
