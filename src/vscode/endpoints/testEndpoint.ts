import * as vscode from 'vscode';
import type { TaskRegistry } from '../../core/taskRegistry.js';
import { isOnNetwork, type Endpoint } from '../../providers/endpoint.js';
import { configuredEndpoints, findEndpoint } from '../configuration/configuredEndpoints.js';
import { pickProvider } from '../models/chooseProvider.js';
import { configuredModel } from '../models/configuredModel.js';
import { askWithProgress } from '../models/enterServerAddress.js';
import { withoutLinks } from '../ui/withoutLinks.js';
import {
  testEndpointSteps,
  type EndpointTestDependencies,
  type TestFailure,
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

/**
 * Returns whether all is well in the end; what is not, is shown, and tested again when the user says so or sets another key.
 * @param isNew whether it was added a moment ago: then it is said that it is there all the same
 */
export async function testAndShow(
  endpoint: Endpoint,
  dependencies: TestEndpointDependencies,
  isNew = false,
): Promise<boolean> {
  const current = configuredModel('llm');
  const model = current.endpoint?.id === endpoint.id ? current.model : undefined;
  const outcome = await askWithProgress(
    vscode.l10n.t('Testing {0}…', endpoint.name),
    `test of ${endpoint.name}`,
    dependencies.tasks,
    (signal) => testEndpointSteps(endpoint, model, dependencies, signal),
  );
  if (outcome === undefined) {
    if (isNew)
      void vscode.window.showInformationMessage(vscode.l10n.t('{0} was added, but not tested.', endpoint.name));
    return false;
  }
  if (outcome.step === undefined) {
    void vscode.window.showInformationMessage(withoutLinks(successText(endpoint, outcome)));
    return true;
  }
  if (!(await showFailure(endpoint, outcome, isNew))) return false;
  // The settings may have changed meanwhile.
  const again = findEndpoint(endpoint.id);
  return again !== undefined && testAndShow(again, dependencies, isNew);
}

function successText({ name }: Endpoint, { key, answered }: TestSuccess): string {
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
  return `${first} ${second}`;
}

/** Returns whether to test again. */
async function showFailure(
  { id, name, added, settingKey }: Endpoint,
  failure: TestFailure,
  isNew: boolean,
): Promise<boolean> {
  const { t } = vscode.l10n;
  const { step, reason, code } = failure;
  const setKey = t('Set API Key');
  const retry = t('Try Again');
  const openSettings = t('Open Settings');
  const openLog = t('Open Log');
  const { label, advice } = testStepWords(step, code);
  const text = isNew
    ? t('{0} was added, but its test failed at this step: {1}. {2} {3}', name, label, reason, advice)
    : t('The test of {0} failed at this step: {1}. {2} {3}', name, label, reason, advice);
  const answer = await vscode.window.showErrorMessage(
    withoutLinks(text.trim()),
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
      if (step === 'proxy') await openSetting('http.proxy');
      else if (added === undefined) await openSetting(`scout.${settingKey}.baseUrl`);
      else await vscode.commands.executeCommand('scout.editEndpoints');
      return false;
    default:
      return answer === retry;
  }
}

async function openSetting(key: string): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openGlobalSettings', { query: `@id:${key}` });
}
