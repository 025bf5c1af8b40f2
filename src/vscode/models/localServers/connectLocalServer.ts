import * as vscode from 'vscode';
import type { TaskRegistry } from '../../../core/taskRegistry.js';
import type { SelectionTarget } from '../../../models/modelSelection.js';
import type { RecentModels } from '../../../models/recentModels.js';
import { withoutIcons } from '../../../presentation/withoutIcons.js';
import type { Endpoint } from '../../../providers/endpoint.js';
import { presets } from '../../../providers/presets.js';
import { configuredEndpoints, findEndpoint } from '../../configuration/configuredEndpoints.js';
import { addressOf, updateSetting } from '../../configuration/settings.js';
import { askNewEndpoint } from '../chooseProvider.js';
import { configuredModel, parametersOf } from '../configuredModel.js';
import type { Connections } from '../connections.js';
import { addEntry } from '../../endpoints/endpointEntries.js';
import { entryOf, freshId, freshName } from '../../endpoints/endpointSettings.js';
import type { ApiKeys } from '../../keys/apiKeys.js';
import { askWithProgress, enterServerAddress } from './enterServerAddress.js';
import { findLocalServers, localPorts, type LocalServer, type ModelServer } from './localServers.js';

export interface ConnectLocalServerDependencies {
  readonly keys: ApiKeys;
  readonly connections: Connections;
  readonly recent: RecentModels;
  readonly tasks: TaskRegistry;
  /** The user chose this address for the endpoint. */
  readonly onChosen: () => Promise<void>;
  /** Lets the user pick the model that the chat asks. */
  readonly chooseModel: () => Promise<void>;
}

interface ServerItem extends vscode.QuickPickItem {
  /** `undefined`: one that the user names. */
  readonly server: LocalServer | undefined;
}

/**
 * Looks for model servers on this machine, lets the user pick or name one, and has it answer in this chat from then on. Each server is an
 * endpoint of its own, so that none is ever sent the key of another.
 */
export async function connectLocalServer(
  target: SelectionTarget,
  dependencies: ConnectLocalServerDependencies,
): Promise<void> {
  const server = await chooseServer(dependencies.tasks);
  if (server !== undefined) await useServer(server, target, dependencies);
}

/** Has a server answer in this chat from now on, as the endpoint with its address, which is added if need be. */
export async function useServer(
  server: ModelServer & Partial<LocalServer>,
  target: SelectionTarget,
  dependencies: ConnectLocalServerDependencies,
): Promise<void> {
  const endpoint = await endpointAt(server, dependencies);
  if (endpoint !== undefined) await use(server, endpoint, target, dependencies);
}

/** `undefined`: closed, or cancelled. */
async function chooseServer(tasks: TaskRegistry): Promise<ModelServer | undefined> {
  const title = vscode.l10n.t('Looking for a server on this machine…');
  const servers = await askWithProgress(title, 'search for local servers', tasks, findLocalServers);
  if (servers === undefined) return undefined;
  const choice = servers.length === 0 ? await afterNoneFound() : await pick(servers);
  if (choice === 'search') return chooseServer(tasks);
  if (choice === 'enter') return enterServerAddress(currentAddress(), tasks);
  return choice;
}

/** What is in the settings already may have been meant. */
function currentAddress(): string {
  const { endpoint: current } = configuredModel('llm');
  const server = current?.vendor === 'compatible' ? current : findEndpoint('compatible');
  return server === undefined ? '' : addressOf(server);
}

/** The endpoint with this address, if there is one. */
export function endpointWith({ baseUrl }: Pick<ModelServer, 'baseUrl'>): Endpoint | undefined {
  return configuredEndpoints().find(
    (endpoint) => endpoint.vendor === 'compatible' && URL.parse(addressOf(endpoint))?.href === URL.parse(baseUrl)?.href,
  );
}

/** The endpoint with this address, or a new one. */
async function endpointAt(
  { baseUrl, name }: ModelServer & Partial<LocalServer>,
  { keys, recent }: Pick<ConnectLocalServerDependencies, 'keys' | 'recent'>,
): Promise<Endpoint | undefined> {
  const same = endpointWith({ baseUrl });
  if (same !== undefined) return same;
  const preset = presets.find(({ id, name: usual }) => (name === undefined ? id === 'other' : usual === name));
  if (preset === undefined) return undefined;
  const id = await freshId(preset.id === 'other' ? 'server' : preset.id, keys, recent);
  return addEntry(entryOf(preset, id, freshName(name ?? new URL(baseUrl).host), baseUrl));
}

async function pick(servers: readonly LocalServer[]): Promise<LocalServer | 'enter' | undefined> {
  const other: ServerItem = {
    label: vscode.l10n.t('Enter Address'),
    detail: vscode.l10n.t('Another server, on this machine or elsewhere'),
    alwaysShow: true,
    server: undefined,
  };
  const picked = await vscode.window.showQuickPick([...servers.map(itemOf), other], {
    title: vscode.l10n.t('Servers on this machine'),
    placeHolder: vscode.l10n.t('Server for the chat'),
    matchOnDetail: true,
  });
  return picked === undefined ? undefined : (picked.server ?? 'enter');
}

async function afterNoneFound(): Promise<'search' | 'enter' | undefined> {
  const retry = vscode.l10n.t('Try Again');
  const enter = vscode.l10n.t('Enter Address');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      'No model server answers on this machine. SCOUT asked {0}.',
      localPorts.map(({ port, name }) => `${name} (${port})`).join(', '),
    ),
    retry,
    enter,
  );
  if (answer === retry) return 'search';
  return answer === enter ? 'enter' : undefined;
}

async function use(
  server: ModelServer,
  endpoint: Endpoint,
  target: SelectionTarget,
  { keys, connections, recent, onChosen, chooseModel }: ConnectLocalServerDependencies,
): Promise<void> {
  const [only, ...others] = server.models;
  const model = others.length === 0 ? only : undefined;
  await askNewEndpoint(target, endpoint, connections, recent);
  // What was chosen on another server may not exist on this one.
  target.select({ ref: { endpoint: endpoint.id, model: model ?? '' }, parameters: parametersOf(target.selection) });
  if (configuredModel('llm').endpoint?.id === endpoint.id) await updateSetting('llm.model', model);
  await onChosen();
  const wantsKey = server.wantsKey === true && endpoint.added?.auth?.kind !== 'none';
  if (wantsKey && (await keys.get(endpoint)) === undefined)
    await vscode.commands.executeCommand('scout.setApiKey', endpoint.id);
  if (model === undefined) await chooseModel();
}

function itemOf(server: LocalServer): ServerItem {
  const shown = server.models.slice(0, 5).join(', ');
  return {
    label: server.baseUrl,
    description: vscode.l10n.t('probably {0}', server.name),
    detail: withoutIcons(server.models.length > 5 ? `${shown}, …` : shown || vscode.l10n.t('No models')),
    server,
  };
}
