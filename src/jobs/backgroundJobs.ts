import { isCancellation, toScoutError, type ScoutError } from '../core/errors.js';
import type { Logger } from '../core/logger.js';
import type { TaskRegistry } from '../core/taskRegistry.js';
import { uuidv7 } from '../core/uuid.js';
import type { ChatHistory, StoredJob } from '../storage/api/chatHistory.js';
import type { ModelRef } from '../models/modelSelection.js';
import { proposeTitle, type Ask } from './titles/titleJob.js';

/** The background provider, ready to work. Must be released. */
export interface JobModelLease {
  readonly ask: Ask;
  release(): void;
}

/** Port to the current background provider. */
export interface JobModelResolver {
  /** Who gets the next job; `undefined` when the user has switched background work off. */
  resolve(): ModelRef | undefined;
  /** Loads the provider if need be; rejects with `ScoutError`, such as `missing-api-key`. */
  acquire(model: ModelRef): Promise<JobModelLease>;
}

/** What a title is proposed for. */
export interface TitleSubject {
  readonly conversationId: string;
  /** Who is asked: what is said has been looked at for this one, which the settings may no longer name. */
  readonly ref: ModelRef;
  /** Whether it may still go there; asked when the provider is there, right before it is. */
  readonly isAllowed: () => boolean;
  readonly question: string;
  readonly answer: string;
  /** The title so far: what is put back when the user undoes the job. */
  readonly title: string;
  /** Keeps the proposed title, unless somebody has renamed the conversation meanwhile. */
  readonly rename: (title: string) => void;
}

export interface BackgroundJobsDependencies {
  readonly history: ChatHistory;
  readonly models: JobModelResolver;
  readonly tasks: TaskRegistry;
  readonly logger: Logger;
  /** A job of this conversation has ended and is on record. */
  readonly onRecorded: (conversationId: string) => void;
}

/**
 * What SCOUT has done by the background provider. Every job is a tracked task that a shutdown cancels,
 * and leaves a record with what it cost; with the background provider off there is none.
 */
export class BackgroundJobs {
  readonly #dependencies: BackgroundJobsDependencies;

  constructor(dependencies: BackgroundJobsDependencies) {
    this.#dependencies = dependencies;
  }

  /** Resolves when the job has ended, whatever came of it; never rejects. */
  async title(subject: TitleSubject): Promise<void> {
    // Switched off meanwhile.
    if (this.#dependencies.models.resolve() === undefined) return;
    try {
      await this.#dependencies.tasks.run('chat title', (signal) => this.#title(subject, signal));
    } catch (error) {
      if (!isCancellation(error)) this.#dependencies.logger.error('Could not propose a title', error);
    }
  }

  async #title(
    { conversationId, ref, isAllowed, question, answer, title: before, rename }: TitleSubject,
    signal: AbortSignal,
  ): Promise<void> {
    const base = {
      id: uuidv7(),
      conversationId,
      kind: 'title',
      provider: ref.endpoint,
      model: ref.model,
      createdAt: Date.now(),
      before,
    } as const;
    try {
      const lease = await this.#dependencies.models.acquire(ref);
      try {
        if (!isAllowed()) {
          this.#dependencies.logger.info(
            'A chat keeps its first words as its title: its provider has changed meanwhile',
          );
          return;
        }
        const { title, usage } = await proposeTitle(lease.ask, question, answer, signal);
        if (title !== undefined) rename(title);
        else
          this.#dependencies.logger.warn(
            'The background provider did not return a usable title; using the first words of the question',
          );
        await this.#record({
          ...base,
          status: title === undefined ? 'failed' : 'complete',
          ...(title === undefined ? {} : { after: title }),
          ...(usage === undefined ? {} : { usage }),
          ...(title === undefined
            ? { error: { code: 'invalid-response', message: 'The answer was not a usable title.' } }
            : {}),
        });
      } finally {
        lease.release();
      }
    } catch (error) {
      if (signal.aborted || isCancellation(error)) throw error;
      await this.#recordFailure(base, toScoutError(error));
    }
  }

  async #recordFailure(base: Omit<StoredJob, 'status'>, failure: ScoutError): Promise<void> {
    this.#dependencies.logger.warn(`Could not propose a title (${failure.code})`);
    await this.#record({ ...base, status: 'failed', error: { code: failure.code, message: failure.message } });
  }

  async #record(job: StoredJob): Promise<void> {
    await this.#dependencies.history.append([{ type: 'job.put', job }], 'synced');
    this.#dependencies.onRecorded(job.conversationId);
  }
}
