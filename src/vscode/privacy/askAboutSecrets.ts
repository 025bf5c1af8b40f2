import * as vscode from 'vscode';
import { labelOf } from '../../core/text/labelOf.js';
import type { FoundSecret } from '../../privacy/contentSecrets.js';
import type { SecretDecision } from '../../privacy/secretDecisions.js';
import type { SendTarget } from '../../privacy/sendGate.js';
import { secretKindText } from './secretKindText.js';

/** How many places are named. */
const shownPlaces = 8;

/** Asks what is to happen with likely secrets; says where they are, and never what. `undefined` when nothing is to be sent. */
export async function askAboutSecrets(
  secrets: readonly FoundSecret[],
  target: SendTarget,
): Promise<SecretDecision | undefined> {
  const { t } = vscode.l10n;
  const replace = t('Replace with Placeholders');
  const send = t('Send Anyway');
  const answer = await vscode.window.showWarningMessage(
    t('Send what looks like a secret to {0}?', labelOf(target.name)),
    { modal: true, detail: detailOf(secrets) },
    replace,
    send,
  );
  if (answer === replace) return 'replace';
  return answer === send ? 'send' : undefined;
}

function detailOf(secrets: readonly FoundSecret[]): string {
  const { t } = vscode.l10n;
  const places = [...new Set(secrets.map(placeOf))];
  const more = places.length - shownPlaces;
  const shown = places.slice(0, more === 1 ? undefined : shownPlaces);
  return [
    ...shown.map((place) => `• ${place}`),
    ...(more > 1 ? [t('… and {0} more', more)] : []),
    '',
    t(
      'With placeholders, the model sees names such as SECRET_1. SCOUT puts the secrets back where you read, copy or apply the answer, on this machine.',
    ),
    t(
      'Nothing is sent until you decide. SCOUT does not ask about these again in this chat until the window is reloaded.',
    ),
  ].join('\n');
}

function placeOf({ kind, attachment, saidIn, line }: FoundSecret): string {
  const { t } = vscode.l10n;
  const name = secretKindText(kind);
  if (attachment === undefined)
    return saidIn === 'question' ? t('{0} in your message', name) : t('{0} earlier in this chat', name);
  return t('{0} in “{1}”, line {2}', name, labelOf(attachment.label, 80), line);
}
