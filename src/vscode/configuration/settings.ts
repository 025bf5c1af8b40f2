import * as vscode from 'vscode';
import type { RoleSettings } from '../../models/modelSelection.js';
import type { WorkspaceOverride } from '../../models/providerStatus.js';
import type { Endpoint } from '../../providers/endpoint.js';
import type { ProviderRole } from '../../providers/providerManager.js';
import type { ChatParameters, ReasoningEffort } from '../../providers/provider.js';

/** Every setting of SCOUT's, read at the moment of use. Values of the wrong type count as not set. */

const section = 'scout';

const parameterKeys = ['maxOutputTokens', 'temperature', 'topP', 'reasoningEffort'] as const;

/** What a role is set to; `selectModel` knows what that means. */
export function roleSettings(role: ProviderRole): RoleSettings {
  // What SCOUT sends on its own is the user's decision alone.
  const read = role === 'background' ? userText : text;
  return { endpoint: read(`${role}.provider`), model: read(`${role}.model`).trim() };
}

const overridable: readonly (readonly [WorkspaceOverride, readonly string[]])[] = [
  ['provider', ['llm.provider']],
  ['model', ['llm.model']],
  ['systemPrompt', ['systemPrompt']],
  ['parameters', parameterKeys.map((key) => `parameters.${key}`)],
];

/** Which of them are in force; none in a workspace that is not trusted, whose values VS Code keeps away. */
export function workspaceOverrides(): readonly WorkspaceOverride[] {
  return overridable.filter(([, keys]) => keys.some(isSetByWorkspace)).map(([name]) => name);
}

/** Whether the workspace's value of a setting wins over the user's. */
export function isSetByWorkspace(key: string): boolean {
  const { workspaceValue, workspaceFolderValue } = configuration().inspect<unknown>(key) ?? {};
  return workspaceValue !== undefined || workspaceFolderValue !== undefined;
}

/** The address an endpoint is reached at, where it is not its vendor's own. Never read from a workspace. */
export function baseUrlSetting({ settingKey }: Endpoint): string | undefined {
  const value = configuration().inspect<unknown>(`${settingKey}.baseUrl`)?.globalValue;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  return value.trim().replace(/\/+$/u, '');
}

export function systemPromptSetting(): string | undefined {
  const value = text('systemPrompt').trim();
  return value === '' ? undefined : value;
}

export function parameterSettings(): ChatParameters {
  const temperature = number('parameters.temperature', 0, 2);
  const topP = number('parameters.topP', 0, 1);
  const maxOutputTokens = number('parameters.maxOutputTokens', 1, 1_000_000);
  const reasoningEffort = effort(text('parameters.reasoningEffort'));
  return {
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { topP }),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens: Math.round(maxOutputTokens) }),
    ...(reasoningEffort === undefined ? {} : { reasoningEffort }),
  };
}

/** In milliseconds. */
export function idleTimeoutSetting(): number {
  return (number('network.idleTimeoutSeconds', 5, 3_600) ?? 120) * 1_000;
}

export function sendOnEnterSetting(): boolean {
  return configuration().get<unknown>('chat.sendOnEnter') !== false;
}

/** Read once, when SCOUT starts. */
export function memoryTracingOnStartupSetting(): boolean {
  return configuration().get<unknown>('memoryTracing.onStartup') === true;
}

/** Keeps a setting for the user, in all windows. */
export async function updateSetting(key: string, value: string | undefined): Promise<void> {
  await configuration().update(key, value, vscode.ConfigurationTarget.Global);
}

/** Whether a change concerns this setting of SCOUT's, or one below it; without a key: any of them. */
export function affects(event: vscode.ConfigurationChangeEvent, key?: string): boolean {
  return event.affectsConfiguration(key === undefined ? section : `${section}.${key}`);
}

function configuration(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration(section);
}

function text(key: string): string {
  const value = configuration().get<unknown>(key);
  return typeof value === 'string' ? value : '';
}

/** Of the user's own settings, whatever a workspace says. */
function userText(key: string): string {
  const { globalValue, defaultValue } = configuration().inspect<unknown>(key) ?? {};
  const value = globalValue ?? defaultValue;
  return typeof value === 'string' ? value : '';
}

function number(key: string, minimum: number, maximum: number): number | undefined {
  const value = configuration().get<unknown>(key);
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  return Math.min(maximum, Math.max(minimum, value));
}

function effort(value: string): ReasoningEffort | undefined {
  return value === 'low' || value === 'medium' || value === 'high' ? value : undefined;
}
