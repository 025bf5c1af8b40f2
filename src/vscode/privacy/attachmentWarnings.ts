import * as vscode from 'vscode';
import type { AttachmentPart } from '../../core/message.js';
import { labelOf } from '../../core/text/labelOf.js';
import type { SecretFinder } from '../../privacy/secretFinding.js';
import type { SendTarget } from '../../privacy/sendGate.js';
import { localOnlyRules } from './privacySettings.js';
import { secretKindText } from './secretKindText.js';

/** How many kinds of secrets are named. */
const shownKinds = 3;

/** What of an attachment the gate will ask about or refuse, in one sentence each, before it is sent. A text is looked through once. */
export class AttachmentWarnings {
  readonly #finder: SecretFinder;
  #secrets = new WeakMap<AttachmentPart, Promise<string | undefined>>();

  constructor(finder: SecretFinder) {
    this.#finder = finder;
  }

  /** @param target `undefined` while nobody can be asked */
  async of(part: AttachmentPart, target: SendTarget | undefined): Promise<readonly string[]> {
    const warnings = [target && refusalOf(part, target), await this.#secretsIn(part)];
    return warnings.filter((warning) => warning !== undefined);
  }

  /** What counts as a secret is something else now. */
  forget(): void {
    this.#secrets = new WeakMap();
  }

  #secretsIn(part: AttachmentPart): Promise<string | undefined> {
    const known = this.#secrets.get(part);
    if (known !== undefined) return known;
    const found = this.#find(part);
    const secrets = this.#secrets.set(part, found);
    found.catch(() => secrets.delete(part));
    return found;
  }

  async #find({ text }: AttachmentPart): Promise<string | undefined> {
    const findings = text === undefined ? [] : await this.#finder.find(text, new AbortController().signal);
    if (findings.length === 0) return undefined;
    const kinds = [...new Set(findings.map(({ kind }) => secretKindText(kind)))];
    const named = kinds.slice(0, shownKinds).join(', ');
    return vscode.l10n.t('Likely secrets: {0}', kinds.length > shownKinds ? `${named}, …` : named);
  }
}

function refusalOf(part: AttachmentPart, target: SendTarget): string | undefined {
  const [refusal] = localOnlyRules().refused([part], target);
  if (refusal === undefined) return undefined;
  return vscode.l10n.t('Cannot be sent to {0}: rule “{1}”.', labelOf(target.name), labelOf(refusal.rule, 80));
}
