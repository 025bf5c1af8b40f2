import * as vscode from 'vscode';
import type { ModelLease, ModelResolver } from '../../chat/answering/modelResolver.js';
import { ScoutError } from '../../core/errors.js';
import type { ModelSelection } from '../../models/modelSelection.js';
import type { SecretFinder } from '../../privacy/secretFinding.js';
import { SecretMask } from '../../privacy/secretMask.js';
import {
  isSameTarget,
  passingConversation,
  type SecretRestorer,
  type SendGate,
  type SendTarget,
} from '../../privacy/sendGate.js';
import type { CommitChanges } from './commitChanges.js';
import { commitMessageFrom } from './commitMessageFrom.js';
import { commitQuestion, commitRequestText } from './commitPrompt.js';

export interface CommitRequestsDependencies {
  readonly models: ModelResolver;
  /** As the settings are at this moment; `undefined` for an endpoint that is gone. */
  readonly targetOf: (selection: ModelSelection) => SendTarget | undefined;
  readonly gate: SendGate;
  readonly finder: SecretFinder;
  readonly secrets: Pick<SecretRestorer, 'restore' | 'heldBack'>;
  readonly instructions: () => string;
}

/** What may be sent, and to whom. */
export interface AllowedRequest {
  readonly content: string;
  readonly selection: ModelSelection;
  readonly target: SendTarget;
  /** The message in a whole reply, empty where there is none. Many will read it: whatever was decided about secrets, none comes into it. */
  readonly message: (reply: string) => string;
  /** The same of a reply that is growing. */
  readonly messageSoFar: (reply: string) => string;
}

/** Decides what of a commit's changes a model is asked with, and lends it. */
export class CommitRequests {
  readonly #dependencies: CommitRequestsDependencies;

  constructor(dependencies: CommitRequestsDependencies) {
    this.#dependencies = dependencies;
  }

  /** What is sent: nothing that a rule or the user keeps here. @throws ScoutError, and `AbortError` when nothing is to be sent */
  async allowed(
    { diff, latestMessages }: CommitChanges,
    begun: string,
    selection: ModelSelection,
    signal: AbortSignal,
  ): Promise<AllowedRequest> {
    const { gate, finder, secrets, instructions } = this.#dependencies;
    const text = commitQuestion({ latestMessages, instructions: instructions(), begun: begun.trim() });
    const target = this.#targetOf(selection);
    const query = { conversationId: passingConversation, text, attachments: [diff], target, mayAsk: true };
    const allowed = await gate.check(query, signal).catch(rethrowRefusal);
    const [allowedDiff] = allowed.attachments;
    if (allowedDiff === undefined) throw new DOMException('The diff was taken out.', 'AbortError');
    const found: string[] = [];
    for (const asked of [text, diff.text ?? ''])
      for (const { start, end } of await finder.find(asked, signal)) found.push(asked.slice(start, end));
    const mask = new SecretMask(found, secrets);
    return {
      content: commitRequestText(allowed.text, allowedDiff),
      selection,
      target,
      message: (reply) => mask.masked(commitMessageFrom(mask.masked(reply))),
      messageSoFar: (reply) => mask.maskedSoFar(commitMessageFrom(mask.maskedSoFar(reply))),
    };
  }

  /**
   * Whoever was looked at is asked: a question may have stood there for long, and an endpoint have got another address.
   * @throws ScoutError, also when the provider is gone. Must be released
   */
  async lease({ selection, target }: AllowedRequest): Promise<ModelLease> {
    const assertSame = (): void => {
      if (isSameTarget(target, this.#targetOf(selection))) return;
      const text = vscode.l10n.t('The address of {0} has changed. Nothing was sent. Try again.', target.name);
      throw new ScoutError('invalid-request', text);
    };
    assertSame();
    const lease = await this.#dependencies.models.acquire(selection.ref);
    try {
      assertSame();
    } catch (error) {
      lease.release();
      throw error;
    }
    return lease;
  }

  /** @throws ScoutError for an endpoint that is gone */
  #targetOf(selection: ModelSelection): SendTarget {
    const target = this.#dependencies.targetOf(selection);
    if (target !== undefined) return target;
    const text = vscode.l10n.t('{0} no longer exists. Nothing was sent. Choose another model.', selection.endpointName);
    throw new ScoutError('missing-provider', text);
  }
}

/** A rule's refusal says which file it is; here, what that means for the commit message. */
function rethrowRefusal(error: unknown): never {
  if (!(error instanceof ScoutError) || error.code !== 'local-only') throw error;
  const outcome = vscode.l10n.t('Nothing was sent. Stage other files only, or choose a local model.');
  throw new ScoutError('local-only', `${error.message} ${outcome}`);
}
