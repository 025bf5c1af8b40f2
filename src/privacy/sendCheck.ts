import { abortError } from '../core/errors.js';
import { KeyedSequence } from '../core/keyedSequence.js';
import { ContentSecrets, type FoundSecret } from './contentSecrets.js';
import type { LocalOnlyRefusal, LocalOnlyRules } from './localOnly.js';
import type { Placeholders } from './placeholders.js';
import { SecretDecisions, type SecretDecision } from './secretDecisions.js';
import type { SecretFinder } from './secretFinding.js';
import type { OutgoingContent, SendGate, SendQuery, SendTarget } from './sendGate.js';

export interface SendCheckDependencies {
  readonly finder: SecretFinder;
  readonly placeholders: Placeholders;
  /** Those in force now. */
  readonly rules: () => LocalOnlyRules;
  /** What is thrown when rules refuse: an error with the code `local-only`. */
  readonly refusal: (refusals: readonly LocalOnlyRefusal[], target: SendTarget) => Error;
  /** Asks about secrets nobody has decided about; `undefined` when the user sends nothing. */
  readonly ask: (secrets: readonly FoundSecret[], target: SendTarget) => Promise<SecretDecision | undefined>;
}

/** Decides what may be sent. Of one conversation one thing at a time, so that the same is not asked twice. */
export class SendCheck implements SendGate {
  readonly #dependencies: SendCheckDependencies;
  readonly #decisions = new SecretDecisions();
  readonly #checks = new KeyedSequence();

  constructor(dependencies: SendCheckDependencies) {
    this.#dependencies = dependencies;
  }

  async check(query: SendQuery, signal: AbortSignal): Promise<OutgoingContent> {
    return this.#checks.run(query.conversationId, async () => {
      signal.throwIfAborted();
      this.#refuseLocalOnly(query);
      const { placeholders } = this.#dependencies;
      await placeholders.load(query.conversationId);
      const secrets = await ContentSecrets.find(query, this.#dependencies.finder, signal);
      await this.#decide(query, secrets, signal);
      // The rules, or what the endpoint's address is, may have become others while the question stood there.
      this.#refuseLocalOnly(query);
      const isKept = (secret: string): boolean => this.#decisionOf(query, secret) === 'send';
      const content = secrets.replaced((text, findings) => {
        const replaced = findings.filter(({ start, end }) => !isKept(text.slice(start, end)));
        const sent = placeholders.replace(query.conversationId, text, replaced);
        // The user reads and copies what was put back: where it returns, nothing around it may tell that it is a secret.
        return placeholders.conceal(query.conversationId, sent, isKept);
      });
      placeholders.keep(query.conversationId);
      return content;
    });
  }

  #refuseLocalOnly({ attachments, target }: SendQuery): void {
    const refusals = this.#dependencies.rules().refused(attachments, target);
    if (refusals.length > 0) throw this.#dependencies.refusal(refusals, target);
  }

  /** @throws `AbortError` when the user sends nothing */
  async #decide(query: SendQuery, secrets: ContentSecrets, signal: AbortSignal): Promise<void> {
    if (!query.mayAsk) return;
    const undecided = secrets.all.filter(({ secret }) => this.#decisionOf(query, secret) === undefined);
    if (undecided.length === 0) return;
    const decision = await this.#dependencies.ask(undecided, query.target);
    signal.throwIfAborted();
    if (decision === undefined) throw abortError();
    const { conversationId, target } = query;
    for (const { secret } of undecided) this.#decisions.decide(conversationId, target.id, secret, decision);
  }

  #decisionOf({ conversationId, target }: SendQuery, secret: string): SecretDecision | undefined {
    return this.#decisions.of(conversationId, target.id, secret);
  }
}
