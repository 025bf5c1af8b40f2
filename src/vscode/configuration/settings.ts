import * as vscode from 'vscode';
import { soundParameters, type ChatParameters } from '../../core/chatParameters.js';
import type { RoleSettings } from '../../models/modelSelection.js';
import type { WorkspaceOverride } from '../../models/providerStatus.js';
import type { Account } from '../../models/endpoints/accountHeaders.js';
import type { Endpoint, EndpointId } from '../../providers/endpoint.js';
import type { ProviderRole } from '../../providers/providerManager.js';

/** Every setting of SCOUT's, read at the moment of use. Values of the wrong type count as not set. */

const section = 'scout';

/** The settings below `scout.parameters`, by the names of the parameters. */
export const parameterKeys = ['maxOutputTokens', 'temperature', 'topP', 'reasoningEffort'] as const;

/** What a role is set to; `selectModel` knows what that means. */
export function roleSettings(role: ProviderRole): RoleSettings {
  // What SCOUT sends on its own is the user's decision alone.
  const read = role === 'background' ? userValue : valueInForce;
  return { endpoint: text(read(`${role}.provider`)), model: text(read(`${role}.model`)).trim() };
}

const overridable: readonly (readonly [WorkspaceOverride, readonly string[]])[] = [
  ['provider', ['llm.provider']],
  ['model', ['llm.model']],
  ['systemPrompt', ['systemPrompt']],
  ['parameters', parameterKeys.map((key) => `parameters.${key}`)],
];

/** Which of them are in force; none in a workspace that is not trusted. */
export function workspaceOverrides(): readonly WorkspaceOverride[] {
  return overridable.filter(([, keys]) => keys.some(isSetByWorkspace)).map(([name]) => name);
}

/** Whether the workspace's value of a setting wins over the user's. */
export function isSetByWorkspace(key: string): boolean {
  return workspaceValueOf(key) !== undefined;
}

/** Whether the user's settings.json on this machine has a value of its own. */
export function isSetByUser(key: string): boolean {
  const { globalValue, globalLocalValue, globalRemoteValue } = inspect(key);
  return (globalRemoteValue === undefined ? globalValue : globalLocalValue) !== undefined;
}

/** The user's endpoints as settings.json has them; whatever is there. Never read from a workspace or a remote machine. */
export function endpointsSetting(): unknown {
  return userValue('endpoints');
}

/** What version 0.1 called the user's own server; empty where it is taken over into `scout.endpoints`. */
export function compatibleServerSetting(): string {
  return text(userValue('compatible.baseUrl')).trim();
}

/** The address an endpoint is reached at, where it is not its vendor's own. Never read from a workspace or a remote machine. */
export function baseUrlSetting({ settingKey, added }: Endpoint): string | undefined {
  if (added !== undefined) return undefined;
  const value = text(userValue(`${settingKey}.baseUrl`)).trim();
  return value === '' ? undefined : value.replace(/\/+$/u, '');
}

/** Which organization and project requests to OpenAI itself count for. Never read from a workspace or a remote machine. */
export function openAiAccountSetting(): Account {
  const read = (key: keyof Account): string | undefined => text(userValue(`openai.${key}`)).trim() || undefined;
  return { organization: read('organization'), project: read('project') };
}

/** Where an endpoint is reached, as the settings say; empty where only the user can know and has not said it. */
export function addressOf(endpoint: Endpoint): string {
  return baseUrlSetting(endpoint) ?? endpoint.defaultBaseUrl ?? '';
}

export function systemPromptSetting(): string | undefined {
  const value = text(valueInForce('systemPrompt')).trim();
  return value === '' ? undefined : value;
}

export function parameterSettings(): ChatParameters {
  return soundParameters(Object.fromEntries(parameterKeys.map((key) => [key, valueInForce(`parameters.${key}`)])));
}

/** What the user says about models; `readModelSettings` knows what that means. */
export function modelsSetting(): unknown {
  return userValue('models');
}

/** Which models are not offered; `hiddenEntries` knows what that means. */
export function hiddenModelsSetting(): unknown {
  return userValue('hiddenModels');
}

/** The user's folders of prompts, as they are written. Never read from a workspace or a remote machine: what is in them is offered. */
export function promptFoldersSetting(): readonly string[] {
  const value = userValue('prompts.folders');
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string').map((entry) => entry.trim()) : [];
}

/** Which hosts count as local beside this machine. Never read from a workspace or a remote machine. */
export function localHostsSetting(): readonly string[] {
  const value = userValue('privacy.localHosts');
  return Array.isArray(value) ? value.filter((host): host is string => typeof host === 'string') : [];
}

/** Every value that a setting has anywhere, for one to which each may add: that of the user, of a remote machine, and of the workspace. */
export function allValuesOf(key: string): readonly unknown[] {
  const { defaultValue, globalValue, workspaceValue, workspaceFolderValue, globalLocalValue, globalRemoteValue } =
    inspect(key);
  const values = [globalValue, globalLocalValue, globalRemoteValue, workspaceValue, workspaceFolderValue, defaultValue];
  return [...new Set(values)].filter((value) => value !== undefined);
}

/** In milliseconds. */
export function idleTimeoutSetting(): number {
  return (number(userValue('network.idleTimeoutSeconds'), 5, 3_600) ?? 120) * 1_000;
}

export function sendOnEnterSetting(): boolean {
  return userValue('chat.sendOnEnter') !== false;
}

/** What becomes of the editor in use: it is offered, added to each question, or neither. A folder does not decide what is sent. */
export function activeEditorSetting(): 'offer' | 'always' | 'never' {
  const value = userValue('context.activeEditor');
  return value === 'always' || value === 'never' ? value : 'offer';
}

/** Whether a question that the editor's menu asks is sent at once. Never read from a workspace. */
export function editorPromptsSetting(): 'prepare' | 'send' {
  return userValue('editor.prompts') === 'send' ? 'send' : 'prepare';
}

export function codeActionsSetting(): boolean {
  return valueInForce('editor.codeActions') !== false;
}

/** Read once, when SCOUT starts. */
export function memoryTracingOnStartupSetting(): boolean {
  return userValue('memoryTracing.onStartup') === true;
}

/** Keeps a setting for the user, in all windows. */
export async function updateSetting(key: string, value: string | undefined): Promise<void> {
  await configuration().update(key, value, vscode.ConfigurationTarget.Global);
}

/** Puts the roles for which the user has chosen this endpoint back to their defaults, in all windows. */
export async function leaveEndpoint(id: EndpointId): Promise<void> {
  for (const role of ['llm', 'background'] as const) {
    if (userValue(`${role}.provider`) !== id) continue;
    await updateSetting(`${role}.model`, undefined);
    await updateSetting(`${role}.provider`, undefined);
  }
}

/** Keeps the list of the user's endpoints, in all windows. */
export async function updateEndpointsSetting(entries: readonly unknown[]): Promise<void> {
  await configuration().update('endpoints', entries, vscode.ConfigurationTarget.Global);
}

/** Keeps which models are not offered, in all windows. */
export async function updateHiddenModelsSetting(entries: readonly string[]): Promise<void> {
  const value = entries.length === 0 ? undefined : entries;
  await configuration().update('hiddenModels', value, vscode.ConfigurationTarget.Global);
}

/** Whether a change concerns this setting of SCOUT's, or one below it; without a key: any of them. */
export function affects(event: vscode.ConfigurationChangeEvent, key?: string): boolean {
  return event.affectsConfiguration(key === undefined ? section : `${section}.${key}`);
}

function configuration(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration(section);
}

/** What settings.json files hold for a setting. The last two are not in the type, but there in every window with a remote machine. */
interface Values {
  readonly defaultValue?: unknown;
  readonly globalValue?: unknown;
  readonly workspaceValue?: unknown;
  readonly workspaceFolderValue?: unknown;
  readonly globalLocalValue?: unknown;
  readonly globalRemoteValue?: unknown;
}

function inspect(key: string): Values {
  return configuration().inspect<unknown>(key) ?? {};
}

/**
 * Of the user's own settings on the user's own machine, or the default. What a folder or a remote machine says is left out here, not
 * only by VS Code: before 1.132 it kept the scopes and the restrictions of settings for keys such as `scout.systemPrompt`, but not for
 * `"scout": { "systemPrompt": … }` (microsoft/vscode#330310).
 */
function userValue(key: string): unknown {
  const { defaultValue, globalValue, globalLocalValue, globalRemoteValue } = inspect(key);
  return (globalRemoteValue === undefined ? globalValue : globalLocalValue) ?? defaultValue;
}

/** Of the folder, if it is trusted; otherwise the user's. */
function valueInForce(key: string): unknown {
  return workspaceValueOf(key) ?? userValue(key);
}

function workspaceValueOf(key: string): unknown {
  if (!vscode.workspace.isTrusted) return undefined;
  const { workspaceValue, workspaceFolderValue } = inspect(key);
  return workspaceFolderValue ?? workspaceValue;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function number(value: unknown, minimum: number, maximum: number): number | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  return Math.min(maximum, Math.max(minimum, value));
}
