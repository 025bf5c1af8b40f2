import type * as vscode from 'vscode';

/**
 * Whose models SCOUT may ask without VS Code asking the user. VS Code's own `canSendRequest` is not enough: before a model has been used
 * in this window it is `undefined` even with consent (microsoft/vscode#213644), and in 1.139 it is `true` without any.
 */
export class LanguageModelAccess {
  readonly #information: () => vscode.LanguageModelAccessInformation;
  /** Vendors that have taken a request since SCOUT started. Consent is for all models of the extension behind a vendor. */
  readonly #used = new Set<string>();

  constructor(information: () => vscode.LanguageModelAccessInformation) {
    this.#information = information;
  }

  /** A request was taken: the user has been asked, where VS Code asks. */
  noteUse({ vendor }: vscode.LanguageModelChat): void {
    this.#used.add(vendor);
  }

  /** The user refused, or has taken the consent back. */
  noteRefusal({ vendor }: vscode.LanguageModelChat): void {
    this.#used.delete(vendor);
  }

  isGranted(model: vscode.LanguageModelChat): boolean {
    return this.#used.has(model.vendor) && this.#information().canSendRequest(model) === true;
  }
}
