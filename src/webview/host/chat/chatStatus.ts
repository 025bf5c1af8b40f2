import type { Conversations } from '../../../chat/conversation/conversations.js';
import type { Turn } from '../../../chat/answering/turn.js';
import { DisposableStore, type Disposable } from '../../../core/disposables.js';
import { toScoutError } from '../../../core/errors.js';
import type { Logger } from '../../../core/logger.js';
import type { ProviderStatus } from '../../../models/providerStatus.js';
import type { ChatHostMessage, StatusView } from '../../protocol/chat.js';
import type { ProblemView } from '../../protocol/problems.js';
import { problemOf } from '../problems/problemView.js';
import { statusView } from './statusView.js';

/** Failures that end when somebody can be asked; what is still missing then is in the notice. */
const providerCodes: ReadonlySet<string> = new Set(['missing-provider', 'missing-model', 'missing-api-key']);

export interface ChatStatusDependencies {
  readonly conversations: Pick<Conversations, 'writeError' | 'onWriteErrorChanged'>;
  readonly provider: ProviderStatus;
  /** What is wrong with the storage as a whole, if anything; `undefined` otherwise. */
  readonly storageProblem: () => ProblemView | undefined;
  readonly onStorageProblemChanged: (listener: () => void) => Disposable;
  readonly logger: Logger;
}

/** What is shown around the messages of one view, and the problem above them: every change is sent to the view. */
export class ChatStatus implements Disposable {
  readonly #dependencies: ChatStatusDependencies;
  readonly #turn: () => Turn | undefined;
  readonly #post: (message: ChatHostMessage) => void;
  readonly #store: DisposableStore;
  /** What the last request ran into. */
  #problem: ProblemView | null = null;
  /** It goes with the next change of keys or settings. */
  #isAboutProvider = false;

  constructor(
    dependencies: ChatStatusDependencies,
    turn: () => Turn | undefined,
    post: (message: ChatHostMessage) => void,
  ) {
    this.#dependencies = dependencies;
    this.#turn = turn;
    this.#post = post;
    this.#store = new DisposableStore((error) => dependencies.logger.error('Could not release a view', error));
    this.#store.add(dependencies.provider.onChanged(() => this.#onProviderChanged()));
    this.#store.add(dependencies.conversations.onWriteErrorChanged(() => this.post()));
    this.#store.add(dependencies.onStorageProblemChanged(() => this.post()));
  }

  /** The problem of the last request comes first, then that of the storage, then that of saving. */
  get view(): StatusView {
    const { conversations, provider, storageProblem } = this.#dependencies;
    const { writeError } = conversations;
    const saving = writeError === undefined ? null : problemOf(writeError, '');
    return statusView(provider, this.#turn(), this.#problem ?? storageProblem() ?? saving);
  }

  post(): void {
    this.#post({ type: 'status', status: this.view });
  }

  /** Forgets what the last request ran into; for whoever posts the status next. */
  clearProblem(): void {
    this.#isAboutProvider = false;
    this.#problem = null;
  }

  /** @param problem `null` when there is none any more. */
  showProblem(problem: ProblemView | null): void {
    this.#problem = problem;
    this.#isAboutProvider = false;
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
    this.showProblem(problemOf(failure, provider.current.providerName));
    this.#isAboutProvider = providerCodes.has(failure.code);
  }

  #onProviderChanged(): void {
    if (this.#isAboutProvider) this.clearProblem();
    this.post();
  }

  dispose(): Promise<void> {
    return this.#store.dispose();
  }
}
