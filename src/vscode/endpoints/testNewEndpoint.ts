import * as vscode from 'vscode';
import type { Endpoint } from '../../providers/endpoint.js';
import { findEndpoint } from '../configuration/configuredEndpoints.js';
import type { ApiKeys } from '../keys/apiKeys.js';
import type { KeyAddresses } from '../keys/keyAddresses.js';
import { withoutLinks } from '../ui/withoutLinks.js';
import type { TestFailure } from './endpointTest.js';
import { forgetEndpoint } from './removeEndpoint.js';
import { failureText, openProxySetting, runTest, showSuccess, type TestEndpointDependencies } from './testEndpoint.js';

export interface TestNewEndpointDependencies extends TestEndpointDependencies {
  readonly keys: ApiKeys;
  readonly addresses: KeyAddresses;
}

/** A new endpoint that is to answer. */
export interface TestedEndpoint {
  readonly endpoint: Endpoint;
  /** Whether its test succeeded; otherwise the user wants it nevertheless. */
  readonly works: boolean;
}

type Decision = 'test' | 'use' | 'edit' | 'set-key' | 'remove';

/**
 * Tests an endpoint that was added a moment ago. Where that fails or is cancelled, says what is stored and that the chat does not use it
 * yet, until the user has decided what becomes of it or closes the message; then it stays as it is.
 * @returns the endpoint as it is now; `undefined` if it is not to answer
 */
export async function testNewEndpoint(
  endpoint: Endpoint,
  dependencies: TestNewEndpointDependencies,
): Promise<TestedEndpoint | undefined> {
  const outcome = await runTest(endpoint, dependencies);
  if (outcome !== undefined && outcome.step === undefined) {
    showSuccess(endpoint, outcome);
    return { endpoint, works: true };
  }
  for (;;) {
    const decision = await decide(endpoint, outcome, await dependencies.keys.hasSecrets(endpoint));
    // It may have been edited or removed while the message was open.
    const now = findEndpoint(endpoint.id);
    if (decision === undefined || now === undefined) return undefined;
    if (decision === 'use') return { endpoint: now, works: false };
    if (decision === 'remove') {
      await forgetEndpoint(now, dependencies);
      return undefined;
    }
    if (decision === 'test' || (decision === 'set-key' && (await setKey(now))))
      return testNewEndpoint(now, dependencies);
    if (decision === 'edit') await edit(outcome);
  }
}

/** @param failure `undefined`: the test was cancelled. */
async function decide(
  { name }: Endpoint,
  failure: TestFailure | undefined,
  hasSecrets: boolean,
): Promise<Decision | undefined> {
  const { t } = vscode.l10n;
  const decisions: readonly (readonly [string, Decision])[] = [
    failure?.step === 'key' ? [t('Set API Key'), 'set-key'] : [t('Try Again'), 'test'],
    [t('Use Anyway'), 'use'],
    [t('Open Settings'), 'edit'],
    [t('Remove'), 'remove'],
  ];
  const stored = hasSecrets
    ? t('{0} and its key are stored, but this chat does not use it yet.', name)
    : t('{0} is stored, but this chat does not use it yet.', name);
  const happened = failure === undefined ? t('{0} was not tested.', name) : failureText(name, failure);
  const text = withoutLinks(`${happened} ${stored}`);
  const labels = decisions.map(([label]) => label);
  const answer = await (failure === undefined
    ? vscode.window.showWarningMessage(text, ...labels)
    : vscode.window.showErrorMessage(text, ...labels));
  return decisions.find(([label]) => label === answer)?.[1];
}

/** Returns whether a key was saved. */
async function setKey({ id }: Endpoint): Promise<boolean> {
  return (await vscode.commands.executeCommand<unknown>('scout.setApiKey', id)) === true;
}

async function edit(failure: TestFailure | undefined): Promise<void> {
  if (failure?.step === 'proxy') await openProxySetting();
  else await vscode.commands.executeCommand('scout.editEndpoints');
}
