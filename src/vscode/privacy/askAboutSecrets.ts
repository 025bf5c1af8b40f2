import * as vscode from 'vscode';
import { labelOf } from '../../core/text/labelOf.js';
import type { FoundSecret } from '../../privacy/contentSecrets.js';
import type { SecretDecision } from '../../privacy/secretDecisions.js';
import { passingConversation, type SendTarget } from '../../privacy/sendGate.js';
import { secretKindText } from './secretKindText.js';

/** How many places are named. */
const shownPlaces = 8;

/**
 * Asks what is to happen with likely secrets; says where they are, and never what. `undefined` when nothing is to be sent.
 * @param conversationId of the chat, or `passingConversation`
 */
export async function askAboutSecrets(
  secrets: readonly FoundSecret[],
  target: SendTarget,
  conversationId: string,
): Promise<SecretDecision | undefined> {
  const { t } = vscode.l10n;
  const replace = t('Replace with Placeholders');
  const send = t('Send Anyway');
  const answer = await vscode.window.showWarningMessage(
    t('Send what looks like a secret to {0}?', labelOf(target.name)),
    { modal: true, detail: detailOf(secrets, conversationId === passingConversation) },
    replace,
    send,
  );
  if (answer === replace) return 'replace';
  return answer === send ? 'send' : undefined;
}

function detailOf(secrets: readonly FoundSecret[], isForCommit: boolean): string {
  const { t } = vscode.l10n;
  const places = [...new Set(secrets.map((secret) => placeOf(secret, isForCommit)))];
  const more = places.length - shownPlaces;
  const shown = places.slice(0, more === 1 ? undefined : shownPlaces);
  return [
    ...shown.map((place) => `• ${place}`),
    ...(more > 1 ? [t('… and {0} more', more)] : []),
    '',
    ...(isForCommit ? consequencesForCommit() : consequencesForChat()),
  ].join('\n');
}

function consequencesForChat(): readonly string[] {
  const { t } = vscode.l10n;
  return [
    t(
      'With placeholders, the model sees names such as SECRET_1. SCOUT puts the secrets back where you read, copy or apply the answer, on this machine.',
    ),
    t(
      'Nothing is sent until you decide. SCOUT does not ask about these again in this chat until the window is reloaded.',
    ),
  ];
}

function consequencesForCommit(): readonly string[] {
  const { t } = vscode.l10n;
  return [
    t(
      'With placeholders, the model sees names such as SECRET_1. Whatever you decide, no secret is put into the commit message: *** stands there instead.',
    ),
    t(
      'Nothing is sent until you decide. SCOUT does not ask about these again for commit messages until the window is reloaded.',
    ),
  ];
}

function placeOf({ kind, attachment, saidIn, line }: FoundSecret, isForCommit: boolean): string {
  const { t } = vscode.l10n;
  const name = secretKindText(kind);
  if (attachment !== undefined) return t('{0} in “{1}”, line {2}', name, labelOf(attachment.label, 80), line);
  if (isForCommit) return t('{0} in your text, your instructions or the latest commit messages', name);
  return saidIn === 'question' ? t('{0} in your message', name) : t('{0} earlier in this chat', name);
}
