import { createHash } from 'node:crypto';

/** What the user wants to happen with a secret. */
export type SecretDecision = 'replace' | 'send';

/**
 * What the user has decided about secrets, as long as the window lives. To replace one is decided for the whole conversation, to send one
 * only for the place that was asked about: an endpoint at its address. Only hashes are kept.
 */
export class SecretDecisions {
  readonly #salt = crypto.randomUUID();
  readonly #decisions = new Map<string, SecretDecision>();

  of(conversationId: string, place: string, secret: string): SecretDecision | undefined {
    return (
      this.#decisions.get(this.#key(conversationId, '', secret)) ??
      this.#decisions.get(this.#key(conversationId, place, secret))
    );
  }

  decide(conversationId: string, place: string, secret: string, decision: SecretDecision): void {
    this.#decisions.set(this.#key(conversationId, decision === 'replace' ? '' : place, secret), decision);
  }

  #key(...parts: readonly string[]): string {
    return createHash('sha256')
      .update(JSON.stringify([this.#salt, ...parts]))
      .digest('base64');
  }
}
