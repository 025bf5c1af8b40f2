import * as vscode from 'vscode';
import type { ErrorCode } from '../../core/errors.js';
import type { TestStep } from './endpointTest.js';

/** What a step of the test is called, and what to do where it fails. @param code of a failure that came with the key */
export function testStepWords(
  step: TestStep,
  code: ErrorCode | undefined,
): { readonly label: string; readonly advice: string } {
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
      return { label: t('key'), advice: keyAdvice(code) };
    case 'model':
      return { label: t('model'), advice: modelAdvice(code) };
  }
}

function keyAdvice(code: ErrorCode | undefined): string {
  switch (code) {
    case 'missing-api-key':
      // The reason has said it all.
      return '';
    case 'quota-exceeded':
      return vscode.l10n.t('Check your account there.');
    case 'access-denied':
      return vscode.l10n.t('Check what this key may be used for.');
    default:
      return vscode.l10n.t('Check the API key and how it is sent.');
  }
}

function modelAdvice(code: ErrorCode | undefined): string {
  return code === 'rate-limited' || code === 'provider-unavailable'
    ? vscode.l10n.t('Try again in a moment.')
    : vscode.l10n.t('Check the address and the ID of the model.');
}
