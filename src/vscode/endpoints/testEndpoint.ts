import * as vscode from 'vscode';
import type { TaskRegistry } from '../../core/taskRegistry.js';
import { isOnNetwork, type Endpoint } from '../../providers/endpoint.js';
import { configuredEndpoints, findEndpoint } from '../configuration/configuredEndpoints.js';
import { pickProvider } from '../models/chooseProvider.js';
import { configuredModel } from '../models/configuredModel.js';
import { askWithProgress } from '../models/localServers/enterServerAddress.js';
import { withoutLinks } from '../ui/withoutLinks.js';
import {
  testEndpointSteps,
  type EndpointTestDependencies,
  type TestFailure,
  type TestOutcome,
  type TestSuccess,
} from './endpointTest.js';
import { testStepWords } from './testStepWords.js';

export interface TestEndpointDependencies extends EndpointTestDependencies {
  readonly tasks: TaskRegistry;
}

/** Lets the user pick an endpoint, tests it step by step, and says at which step it fails and what to do. */
export async function testEndpoint(dependencies: TestEndpointDependencies): Promise<void> {
  const title = vscode.l10n.t('Test Endpoint');
  const endpoint = await pickProvider(title, configuredEndpoints().filter(isOnNetwork), dependencies.connections);
  if (endpoint !== undefined) await testAndShow(endpoint, dependencies);
}

/** What is not right is shown, and tested again when the user says so or sets another key. */
async function testAndShow(endpoint: Endpoint, dependencies: TestEndpointDependencies): Promise<void> {
  const outcome = await runTest(endpoint, dependencies);
  if (outcome === undefined) return;
  if (outcome.step === undefined) return showSuccess(endpoint, outcome);
  if (!(await showFailure(endpoint, outcome))) return;
  // The settings may have changed meanwhile.
  const again = findEndpoint(endpoint.id);
  if (again !== undefined) await testAndShow(again, dependencies);
}

/** `undefined`: cancelled. */
export async function runTest(
  endpoint: Endpoint,
  dependencies: TestEndpointDependencies,
): Promise<TestOutcome | undefined> {
  const current = configuredModel('llm');
  const model = current.endpoint?.id === endpoint.id ? current.model : undefined;
  return askWithProgress(
    vscode.l10n.t('Testing {0}…', endpoint.name),
    `test of ${endpoint.name}`,
    dependencies.tasks,
    (signal) => testEndpointSteps(endpoint, model, dependencies, signal),
  );
}

export function showSuccess({ name }: Endpoint, { key, answered }: TestSuccess): void {
  const { t } = vscode.l10n;
  const first = {
    right: t('{0} works: address, DNS, TLS, proxy and key are right.', name),
    none: t('{0} works: address, DNS, TLS and proxy are right. No key is sent.', name),
    untested: t(
      '{0} answers: address, DNS, TLS and proxy are right. It lists its models for everybody, so your first question will test the key.',
      name,
    ),
  }[key];
  const second =
    'model' in answered ? t('The model {0} answers.', answered.model) : t('Available models: {0}.', answered.models);
  void vscode.window.showInformationMessage(withoutLinks(`${first} ${second}`));
}

/** At which step the test of an endpoint failed, why, and what to do. */
export function failureText(name: string, failure: TestFailure): string {
  const { label, advice } = testStepWords(failure.step, failure.code);
  // A server's own words may end without.
  const reason = /[.!?…]$/u.test(failure.reason) ? failure.reason : `${failure.reason}.`;
  return vscode.l10n.t('The test of {0} failed at this step: {1}. {2} {3}', name, label, reason, advice).trim();
}

/** Returns whether to test again. */
async function showFailure({ id, name, added, settingKey }: Endpoint, failure: TestFailure): Promise<boolean> {
  const { t } = vscode.l10n;
  const { step } = failure;
  const setKey = t('Set API Key');
  const retry = t('Try Again');
  const openSettings = t('Open Settings');
  const openLog = t('Open Log');
  const answer = await vscode.window.showErrorMessage(
    withoutLinks(failureText(name, failure)),
    step === 'key' ? setKey : retry,
    openSettings,
    openLog,
  );
  switch (answer) {
    case setKey:
      return (await vscode.commands.executeCommand<unknown>('scout.setApiKey', id)) === true;
    case openLog:
      await vscode.commands.executeCommand('scout.showLog');
      return false;
    case openSettings:
      if (step === 'proxy') await openProxySetting();
      else if (added === undefined) await openSetting(`scout.${settingKey}.baseUrl`);
      else await vscode.commands.executeCommand('scout.editEndpoints');
      return false;
    default:
      return answer === retry;
  }
}

export async function openProxySetting(): Promise<void> {
  await openSetting('http.proxy');
}

async function openSetting(key: string): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openGlobalSettings', { query: `@id:${key}` });
}
