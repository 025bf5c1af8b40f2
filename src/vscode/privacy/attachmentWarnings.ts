import * as vscode from 'vscode';
import type { AttachmentPart } from '../../core/message.js';
import { labelOf } from '../../core/text/labelOf.js';
import type { SecretFinder } from '../../privacy/secretFinding.js';
import type { SendTarget } from '../../privacy/sendGate.js';
import { localOnlyRules } from './privacySettings.js';
import { secretKindText } from './secretKindText.js';

/** How many kinds of secrets are named. */
const shownKinds = 3;

/**
 * What of an attachment the gate will ask about or refuse, in one sentence each, before it is sent.
 * @param target `undefined` while nobody can be asked
 */
export async function attachmentWarnings(
  part: AttachmentPart,
  target: SendTarget | undefined,
  finder: SecretFinder,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { t } = vscode.l10n;
  const warnings: string[] = [];
  const [refusal] = target === undefined ? [] : localOnlyRules().refused([part], target);
  if (refusal !== undefined && target !== undefined) {
    warnings.push(t('Cannot be sent to {0}: rule “{1}”.', labelOf(target.name), labelOf(refusal.rule, 80)));
  }
  const findings = part.text === undefined ? [] : await finder.find(part.text, signal);
  if (findings.length > 0) {
    const kinds = [...new Set(findings.map(({ kind }) => secretKindText(kind)))];
    const named = kinds.slice(0, shownKinds).join(', ');
    warnings.push(t('Likely secrets: {0}', kinds.length > shownKinds ? `${named}, …` : named));
  }
  return warnings;
}
