import * as vscode from 'vscode';
import { isCancellation } from '../../../core/errors.js';
import type { TaskRegistry } from '../../../core/taskRegistry.js';
import { withoutApiPath } from '../../../core/text/withoutApiPath.js';
import { withoutLogin } from '../../../core/text/withoutLogin.js';
import { withCancellableProgress } from '../../ui/withCancellableProgress.js';
import { withoutLinks } from '../../ui/withoutLinks.js';
import { webAddress } from '../connections.js';
import { askServer, type ModelServer, type NoModels } from './localServers.js';

/**
 * Lets the user name a server, and asks it for its models. One that does not tell them can be used nevertheless: it may be started
 * later, or have no such list.
 *
 * @param initial what the box holds at first
 * @param remark why it is asked for; then `initial` shows how addresses are written
 * @returns `undefined`: closed, or cancelled.
 */
export async function enterServerAddress(
  initial: string,
  tasks: TaskRegistry,
  remark = '',
): Promise<ModelServer | undefined> {
  const prompt =
    remark === ''
      ? vscode.l10n.t('With the version, usually /v1. SCOUT asks it for its models, without a key.')
      : `${remark} ${vscode.l10n.t('SCOUT asks it for its models, without a key.')}`;
  const typed = await askForAddress(initial, prompt);
  return typed === undefined ? undefined : serverAt(addressIn(typed), tasks);
}

/** Asks for nothing but the address; the server is not asked. */
export async function askForServerAddress(initial: string): Promise<string | undefined> {
  const typed = await askForAddress(initial, vscode.l10n.t('With the version, usually /v1.'));
  return typed === undefined ? undefined : addressIn(typed);
}

function addressIn(typed: string): string {
  return withoutApiPath(typed.trim()).replace(/\/+$/u, '');
}

function askForAddress(value: string, prompt: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Address of the server'),
    prompt,
    placeHolder: 'http://127.0.0.1:8080/v1',
    value,
    // The address is copied from elsewhere: the box must survive that.
    ignoreFocusOut: true,
    validateInput: (text) =>
      isBaseUrl(text.trim())
        ? undefined
        : vscode.l10n.t('The address must be a URL that starts with http:// or https://, without spaces.'),
  });
}

/** What the settings editor accepts for the setting, and requests can go to. */
function isBaseUrl(text: string): boolean {
  return /^https?:\/\/\S+$/u.test(text) && webAddress(text) !== undefined;
}

async function serverAt(address: string, tasks: TaskRegistry): Promise<ModelServer | undefined> {
  const title = vscode.l10n.t('Asking {0} for its models…', shown(address));
  const found = await askWithProgress(title, 'models of a server', tasks, (signal) => askServer(address, signal));
  if (typeof found !== 'string') return found;
  const retry = vscode.l10n.t('Try Again');
  const enter = vscode.l10n.t('Enter Address');
  const proceed = vscode.l10n.t('Use Anyway');
  switch (await vscode.window.showWarningMessage(failureText(found, address), retry, enter, proceed)) {
    case retry:
      return serverAt(address, tasks);
    case enter:
      return enterServerAddress(address, tasks);
    case proceed:
      return { baseUrl: address, models: [] };
    default:
      return undefined;
  }
}

/** Why a program that usually runs on this machine is not taken without a question. @param address where it usually is */
export function notThereText(reason: NoModels, name: string, address: string): string {
  const { origin } = new URL(address);
  return reason === 'no-answer'
    ? vscode.l10n.t('Nothing answers at {0}. Start {1} and press Enter, or enter its address.', origin, name)
    : vscode.l10n.t('What answers at {0} does not list models. Enter the address of {1}.', origin, name);
}

function failureText(reason: NoModels, address: string): string {
  return reason === 'no-answer'
    ? vscode.l10n.t('SCOUT got no answer from {0}.', shown(address))
    : vscode.l10n.t('{0} answers, but not with a list of models.', shown(address));
}

/** An address for a notification: without user and password, and no link. */
function shown(address: string): string {
  const url = withoutLogin(new URL(address));
  return withoutLinks(url.pathname === '/' ? url.origin : url.href);
}

/** Asks with a notification that can cancel it. `undefined`: cancelled. */
export async function askWithProgress<T>(
  title: string,
  name: string,
  tasks: TaskRegistry,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  try {
    return await withCancellableProgress(title, name, tasks, ask);
  } catch (error) {
    if (isCancellation(error)) return undefined;
    throw error;
  }
}
