import type { Conversations } from '../../../chat/conversation/conversations.js';
import { DisposableStore, type Disposable } from '../../../core/disposables.js';
import { toScoutError } from '../../../core/errors.js';
import type { Logger } from '../../../core/logger.js';
import type { ProviderStatus } from '../../../models/providerStatus.js';
import type { ReadRetirements } from '../../../profile/readRetirements.js';
import type { ChatHostMessage, StatusView } from '../../protocol/chat.js';
import type { NoticeView, ProblemView } from '../../protocol/problems.js';
import { answerInProgress, problemOf } from '../problems/problemView.js';
import { nextPrompt, statusView, type StatusSubject } from './statusView.js';

/** Failures that end when somebody can be asked; what is still missing then is in the notice. */
const providerCodes: ReadonlySet<string> = new Set(['missing-provider', 'missing-model', 'missing-api-key']);

/** No cache of a vendor's lives longer, in milliseconds. */
const longestCacheMs = 3_600_000;

export interface ChatStatusDependencies {
  readonly conversations: Pick<Conversations, 'writeError' | 'onWriteErrorChanged'>;
  readonly provider: ProviderStatus;
  readonly retirements: Pick<ReadRetirements, 'has' | 'add' | 'onChanged'>;
  /** What is wrong with the storage as a whole, if anything; `undefined` otherwise. */
  readonly storageProblem: () => ProblemView | undefined;
  readonly onStorageProblemChanged: (listener: () => void) => Disposable;
  readonly logger: Logger;
}

/** What is shown around the messages of one view, and the problem above them: every change is sent to the view. */
export class ChatStatus implements Disposable {
  readonly #dependencies: ChatStatusDependencies;
  readonly #chat: () => StatusSubject;
  readonly #post: (message: ChatHostMessage) => void;
  readonly #store: DisposableStore;
  /** What the last request ran into. */
  #problem: ProblemView | null = null;
  #refusedIds: readonly string[] = [];
  /** Whether the problem says no more than that an answer is under way. */
  #endsWithTurn = false;
  #turnId: string | undefined;
  /** The title of the lasting problem, and the text of the notice, that were put away. */
  #dismissedProblem: string | undefined;
  #dismissedNotice: string | undefined;
  #coldCache: NodeJS.Timeout | undefined;
  /** Whom the chat asked when the problem was that something is missing there: it goes when that is not so any more. */
  #aboutTarget: string | undefined;

  constructor(
    dependencies: ChatStatusDependencies,
    chat: () => StatusSubject,
    post: (message: ChatHostMessage) => void,
  ) {
    this.#dependencies = dependencies;
    this.#chat = chat;
    this.#post = post;
    this.#store = new DisposableStore((error) => dependencies.logger.error('Could not release a view', error));
    this.#store.add(dependencies.provider.onChanged(() => this.onTargetChanged()));
    this.#store.add(dependencies.retirements.onChanged(() => this.post()));
    this.#store.add(dependencies.conversations.onWriteErrorChanged(() => this.#onLastingChanged()));
    this.#store.add(dependencies.onStorageProblemChanged(() => this.#onLastingChanged()));
  }

  /** The problem of the last request comes first, then that of the storage, then that of saving. */
  get view(): StatusView {
    const lasting = this.#lastingProblem;
    const shown = lasting?.title === this.#dismissedProblem ? null : lasting;
    this.#awaitColdCache();
    const { provider, retirements } = this.#dependencies;
    const view = statusView(provider, this.#chat(), this.#problem ?? shown, (sentence) => retirements.has(sentence));
    return view.notice !== null && sayingOf(view.notice) === this.#dismissedNotice ? { ...view, notice: null } : view;
  }

  /** The notice of a chat that nobody writes in changes by itself when the vendor's cache expires. */
  #awaitColdCache(): void {
    clearTimeout(this.#coldCache);
    const expiresAt = nextPrompt(this.#dependencies.provider, this.#chat())?.expiresAt ?? 0;
    const wait = expiresAt - Date.now();
    // Where a clock was wrong, an answer may be of any time.
    if (wait > 0 && wait <= longestCacheMs) this.#coldCache = setTimeout(() => this.post(), wait).unref();
  }

  post(): void {
    this.#post({ type: 'status', status: this.view });
  }

  /** Of what is attached to the question that the problem is about, those that may not be sent. */
  get refusedIds(): readonly string[] {
    return this.#problem === null ? [] : this.#refusedIds;
  }

  /** Forgets what the last request ran into; for whoever posts the status next. */
  clearProblem(): void {
    this.#aboutTarget = undefined;
    this.#problem = null;
  }

  /** Puts the problem away; one that lasts stays away until another takes its place. */
  dismissProblem(): void {
    if (this.#problem === null) this.#dismissedProblem = this.#lastingProblem?.title;
    this.showProblem(null);
  }

  /** Puts the notice away, until it says something else; what it says of a retirement for good. */
  dismissNotice(): void {
    const { provider, retirements } = this.#dependencies;
    const { retirement } = provider.of(this.#chat().selection);
    // What is stored in vain is only said again.
    if (retirement !== undefined) void retirements.add(retirement);
    const { notice } = this.view;
    if (notice !== null) this.#dismissedNotice = sayingOf(notice);
    this.post();
  }

  /** An answer began, waits or has ended: a problem of an earlier request, or with that answer, is none any more. */
  followTurn(): void {
    const id = this.#chat().turn?.id;
    if (id !== this.#turnId && (id !== undefined || this.#endsWithTurn)) this.clearProblem();
    this.#turnId = id;
    this.post();
  }

  /**
   * @param problem `null` when there is none any more
   * @param endsWithTurn whether it is none any more when the answer under way has ended
   */
  showProblem(problem: ProblemView | null, endsWithTurn = false): void {
    this.#problem = problem;
    this.#endsWithTurn = endsWithTurn;
    this.#aboutTarget = undefined;
    this.post();
  }

  /** Logs what a request of the view failed with, and shows it. */
  fail(error: unknown): void {
    const failure = toScoutError(error);
    const { logger, provider } = this.#dependencies;
    logger[failure.code === 'internal' ? 'error' : 'warn'](
      `A request from the chat view failed (${failure.code})`,
      failure,
    );
    this.#refusedIds = failure.attachmentIds;
    const isRefusal = failure.code === 'invalid-request' && this.#chat().turn !== undefined;
    this.showProblem(
      isRefusal ? answerInProgress() : problemOf(failure, provider.of(this.#chat().selection).providerName),
      isRefusal,
    );
    if (providerCodes.has(failure.code)) this.#aboutTarget = this.#target;
  }

  /** The storage's problem comes first, then that of saving. */
  get #lastingProblem(): ProblemView | null {
    const { conversations, storageProblem } = this.#dependencies;
    const { writeError } = conversations;
    return storageProblem() ?? (writeError === undefined ? null : problemOf(writeError, ''));
  }

  /** Whom the chat asks, and what stands in the way of that. */
  get #target(): string {
    const { providerId, model, remark } = this.#dependencies.provider.of(this.#chat().selection);
    return JSON.stringify([providerId, model, remark]);
  }

  /** If the chat asks somebody else now, or nothing is missing any more, what was missing is no problem any more. */
  onTargetChanged(): void {
    if (this.#aboutTarget !== undefined && this.#aboutTarget !== this.#target) this.clearProblem();
    this.post();
  }

  #onLastingChanged(): void {
    // Should it come back, it is news again.
    if (this.#lastingProblem === null) this.#dismissedProblem = undefined;
    this.post();
  }

  dispose(): Promise<void> {
    clearTimeout(this.#coldCache);
    return this.#store.dispose();
  }
}

/** All that the notice says. */
function sayingOf({ lead, text }: NoticeView): string {
  return `${lead} ${text}`;
}
