import * as vscode from 'vscode';
import type { Logger } from '../../../core/logger.js';

const protocols = new Set(['http:', 'https:', 'mailto:']);
/** Of an address in a question, in characters. */
const shownLength = 300;

/**
 * Opens a link of a message in the browser or the mail program, exactly as it is written; any other scheme is refused.
 * The editor asks before it opens a website, but neither for this machine nor for the mail program: SCOUT does.
 */
export async function openLink(url: string, logger: Logger): Promise<void> {
  const parsed = parse(url);
  if (parsed === undefined || !protocols.has(parsed.protocol)) {
    logger.warn('Blocked a link with a scheme that is not allowed');
    return;
  }
  if (isOpenedUnasked(parsed) && !(await isConfirmed(url))) return;
  // A Uri would be decoded and encoded anew on its way, which breaks signed addresses; VS Code passes a string on as
  // it is, though its declaration does not say so.
  await vscode.env.openExternal(url as unknown as vscode.Uri);
}

/** `undefined` unless the address begins with its scheme, without anything that browsers would remove from it. */
function parse(url: string): URL | undefined {
  if (!/^(?:https?:\/\/|mailto:)/iu.test(url) || /[\p{Cc}\s\\]/u.test(url)) return undefined;
  return URL.parse(url) ?? undefined;
}

function isOpenedUnasked({ protocol, hostname }: URL): boolean {
  return (
    protocol === 'mailto:' ||
    /^(?:.*\.)?localhost\.?$/u.test(hostname) ||
    /^127(?:\.\d+){3}$/u.test(hostname) ||
    hostname === '[::1]' ||
    hostname === '0.0.0.0'
  );
}

async function isConfirmed(url: string): Promise<boolean> {
  const open = vscode.l10n.t('Open');
  const visible = url.replace(/[\p{Cf}\p{Zl}\p{Zp}]/gu, '\ufffd');
  const detail = visible.length > shownLength ? `${visible.slice(0, shownLength)}…` : visible;
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Open this link?'),
    { modal: true, detail },
    open,
  );
  return answer === open;
}
