import { TimeSlices } from '../core/timeSlices.js';
import { abortError } from '../core/errors.js';
import { KeyedSequence } from '../core/keyedSequence.js';
import { within } from '../core/within.js';
import { ContentSecrets, secretsIn, type FoundSecret, type ScannedText } from './contentSecrets.js';
import type { LocalOnlyRefusal, LocalOnlyRules } from './localOnly.js';
import type { Placeholders } from './placeholders.js';
import { SecretDecisions, type SecretDecision } from './secretDecisions.js';
import type { SecretFinder } from './secretFinding.js';
import type {
  OutgoingContent,
  RequestGate,
  RequestQuery,
  RequestText,
  SendGate,
  SendQuery,
  SendTarget,
} from './sendGate.js';

export interface SendCheckDependencies {
  readonly finder: SecretFinder;
  readonly placeholders: Placeholders;
  /** Those in force now. */
  readonly rules: () => LocalOnlyRules;
  /** What is thrown when rules refuse: an error with the code `local-only`. */
  readonly refusal: (refusals: readonly LocalOnlyRefusal[], target: SendTarget) => Error;
  /** Asks about secrets nobody has decided about; `undefined` when the user sends nothing. */
  readonly ask: (
    secrets: readonly FoundSecret[],
    target: SendTarget,
    conversationId: string,
  ) => Promise<SecretDecision | undefined>;
}

/** What decisions are remembered for. */
type Decider = Pick<SendQuery, 'conversationId' | 'target'>;

/** A text of a request, looked through. */
interface ScannedRequestText extends Pick<RequestText, 'attachment'> {
  readonly found: ScannedText;
}

/** Decides what may be sent. Of one conversation one thing at a time, so that the same is not asked twice. */
export class SendCheck implements SendGate, RequestGate {
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
      if (query.mayAsk && this.#undecided(query, secrets.all).length > 0)
        await this.#decide(
          query,
          [...secrets.all, ...saidInChat(await this.#scan(query.earlier ?? [], signal))],
          signal,
        );
      // The rules may have become others while the question stood there.
      this.#refuseLocalOnly(query);
      const content = secrets.replaced((text, findings) =>
        this.#replaced(query, { text, findings }, (decision) => decision !== 'send'),
      );
      placeholders.keep(query.conversationId);
      return content;
    });
  }

  async checkRequest(query: RequestQuery, signal: AbortSignal): Promise<readonly string[]> {
    const { conversationId, mayAsk } = query;
    return this.#checks.run(conversationId, async () => {
      signal.throwIfAborted();
      const { placeholders } = this.#dependencies;
      await placeholders.load(conversationId);
      const slices = new TimeSlices();
      const scanned = await this.#scan(query.texts, signal);
      if (mayAsk) await this.#decide(query, saidInChat(scanned), signal);
      const sent: string[] = [];
      for (const { found } of scanned) {
        sent.push(
          this.#replaced(query, found, (decision) => decision === 'replace' || (mayAsk && decision !== 'send')),
        );
        await slices.pause();
      }
      signal.throwIfAborted();
      if (mayAsk) placeholders.keep(conversationId);
      return sent;
    });
  }

  async #scan(texts: readonly RequestText[], signal: AbortSignal): Promise<readonly ScannedRequestText[]> {
    const slices = new TimeSlices();
    const scanned: ScannedRequestText[] = [];
    for (const { text, attachment } of texts) {
      scanned.push({ found: { text, findings: await this.#dependencies.finder.find(text, signal) }, attachment });
      await slices.pause();
    }
    return scanned;
  }

  /** The text with placeholders for those of its secrets about which it was decided so, and for what was replaced before. */
  #replaced(
    query: Decider,
    { text, findings }: ScannedText,
    isReplaced: (decision: SecretDecision | undefined) => boolean,
  ): string {
    const { placeholders } = this.#dependencies;
    const { conversationId } = query;
    const replaced = findings.filter(({ start, end }) => isReplaced(this.#decisionOf(query, text.slice(start, end))));
    const sent = placeholders.replace(conversationId, text, replaced);
    // The user reads and copies what was put back: where it returns, nothing around it may tell that it is a secret.
    return placeholders.conceal(conversationId, sent, (secret) => this.#decisionOf(query, secret) === 'send');
  }

  #refuseLocalOnly({ attachments, target }: SendQuery): void {
    const refusals = this.#dependencies.rules().refused(attachments, target);
    if (refusals.length > 0) throw this.#dependencies.refusal(refusals, target);
  }

  /** @throws `AbortError` when the user sends nothing */
  async #decide(query: Decider, secrets: readonly FoundSecret[], signal: AbortSignal): Promise<void> {
    const undecided = this.#undecided(query, secrets);
    if (undecided.length === 0) return;
    const decision = await within(this.#dependencies.ask(undecided, query.target, query.conversationId), signal);
    signal.throwIfAborted();
    if (decision === undefined) throw abortError();
    const { conversationId, target } = query;
    for (const { secret } of undecided) this.#decisions.decide(conversationId, placeOf(target), secret, decision);
  }

  #undecided(query: Decider, secrets: readonly FoundSecret[]): readonly FoundSecret[] {
    return secrets.filter(({ secret }) => this.#decisionOf(query, secret) === undefined);
  }

  #decisionOf({ conversationId, target }: Decider, secret: string): SecretDecision | undefined {
    return this.#decisions.of(conversationId, placeOf(target), secret);
  }
}

/** An endpoint whose address was changed is another one: nobody was asked about that. */
function placeOf({ id, baseUrl }: SendTarget): string {
  return JSON.stringify([id, baseUrl ?? null]);
}

function saidInChat(scanned: readonly ScannedRequestText[]): readonly FoundSecret[] {
  return scanned.flatMap(({ found, attachment }) => secretsIn(found, attachment, 'chat'));
}
