import * as vscode from 'vscode';
import type { TaskRegistry } from '../../core/taskRegistry.js';
import { isOnNetwork, type Endpoint } from '../../providers/endpoint.js';
import { configuredEndpoints } from '../configuration/configuredEndpoints.js';
import { pickProvider } from '../models/chooseProvider.js';
import { configuredModel } from '../models/configuredModel.js';
import { askWithProgress } from '../models/enterServerAddress.js';
import { withoutLinks } from '../ui/withoutLinks.js';
import { testEndpointSteps, type EndpointTestDependencies, type TestOutcome, type TestStep } from './endpointTest.js';

export interface TestEndpointDependencies extends EndpointTestDependencies {
  readonly tasks: TaskRegistry;
}

/** Lets the user pick an endpoint, tests it step by step, and says at which step it fails and what to do. */
export async function testEndpoint(dependencies: TestEndpointDependencies): Promise<void> {
  const title = vscode.l10n.t('Test Endpoint');
  const endpoint = await pickProvider(title, configuredEndpoints().filter(isOnNetwork), dependencies.connections);
  if (endpoint !== undefined) await testAndShow(endpoint, dependencies);
}

/** Returns whether all is well; what is not, is shown. */
export async function testAndShow(endpoint: Endpoint, dependencies: TestEndpointDependencies): Promise<boolean> {
  const current = configuredModel('llm');
  const model = current.endpoint?.id === endpoint.id ? current.model : undefined;
  const outcome = await askWithProgress(
    vscode.l10n.t('Testing {0}…', endpoint.name),
    `test of ${endpoint.name}`,
    dependencies.tasks,
    (signal) => testEndpointSteps(endpoint, model, dependencies, signal),
  );
  if (outcome === undefined) return false;
  if (outcome.step === undefined) {
    void vscode.window.showInformationMessage(withoutLinks(successText(endpoint, outcome)));
    return true;
  }
  void showFailure(endpoint, outcome.step, outcome.reason);
  return false;
}

function successText({ name }: Endpoint, outcome: Extract<TestOutcome, { step: undefined }>): string {
  const { t } = vscode.l10n;
  return outcome.models === undefined
    ? t('{0} works: address, DNS, TLS, proxy and key are right, and the model {1} answers.', name, outcome.model)
    : t('{0} works: address, DNS, TLS, proxy and key are right. Available models: {1}.', name, outcome.models);
}

async function showFailure({ id, name, added }: Endpoint, step: TestStep, reason: string): Promise<void> {
  const { t } = vscode.l10n;
  const setKey = t('Set API Key');
  const openSettings = t('Open Settings');
  const openLog = t('Open Log');
  const { label, advice } = words(step);
  const text = t('The test of {0} failed at this step: {1}. {2} {3}', name, label, reason, advice);
  const buttons = step === 'key' ? [setKey, openSettings, openLog] : [openSettings, openLog];
  const answer = await vscode.window.showErrorMessage(withoutLinks(text), ...buttons);
  if (answer === setKey) await vscode.commands.executeCommand('scout.setApiKey', id);
  if (answer === openLog) await vscode.commands.executeCommand('scout.showLog');
  if (answer !== openSettings) return;
  if (added !== undefined) await vscode.commands.executeCommand('scout.editEndpoints');
  else
    await vscode.commands.executeCommand('workbench.action.openGlobalSettings', { query: `@id:scout.${id}.baseUrl` });
}

function words(step: TestStep): { readonly label: string; readonly advice: string } {
  const { t } = vscode.l10n;
  switch (step) {
    case 'address':
      return { label: t('address'), advice: t('Check the address, and whether the server is running.') };
    case 'dns':
      return { label: t('DNS'), advice: t('Check the name of the server, and the internet connection.') };
    case 'tls':
      return {
        label: t('TLS'),
        advice: t(
          'Check whether the address begins with http:// or https://. A company’s own certificate must be installed.',
        ),
      };
    case 'proxy':
      return { label: t('proxy'), advice: t('Check VS Code’s setting "http.proxy" and your login to the proxy.') };
    case 'key':
      return { label: t('key'), advice: t('Check the API key and how it is sent.') };
    case 'model':
      return { label: t('model'), advice: t('Check the address and the ID of the model.') };
  }
}
