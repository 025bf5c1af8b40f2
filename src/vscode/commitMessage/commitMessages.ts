import * as vscode from 'vscode';
import { isCancellation, ScoutError } from '../../core/errors.js';
import type { Logger } from '../../core/logger.js';
import type { FinishReason, Usage } from '../../core/message.js';
import type { TaskRegistry } from '../../core/taskRegistry.js';
import type { StoredSelection } from '../../storage/api/chatHistory.js';
import { requiredGitApi } from '../context/git/gitExtension.js';
import { commitChanges, type CommitChanges } from './commitChanges.js';
import { maximumCommitMessage } from './commitMessageFrom.js';
import { commitSystemPrompt } from './commitPrompt.js';
import { commitRepository } from './commitRepository.js';
import { CommitRequests, type AllowedRequest, type CommitRequestsDependencies } from './commitRequests.js';
import { offerToRestore, resultText, type Reply } from './commitResult.js';
import { MessageBox } from './messageBox.js';

/** A reply that is longer is not read to its end, in UTF-16 code units: thoughts that a model does not mark come first. */
const maximumReply = 10 * maximumCommitMessage;
const busyContext = 'scout.writesCommitMessage';
/** For how long the status bar says what a message took, in milliseconds. */
const statusMs = 10_000;

export interface CommitMessagesDependencies extends CommitRequestsDependencies {
  /** Of the chat in use. */
  readonly selection: () => StoredSelection | null;
  readonly tasks: TaskRegistry;
  readonly logger: Logger;
}

/** Writes commit messages by the model of the chat in use, one at a time, into the box of the Source Control view. */
export class CommitMessages {
  readonly #dependencies: CommitMessagesDependencies;
  readonly #requests: CommitRequests;
  #stop: AbortController | undefined;
  /** The one that was written into last. */
  #box: MessageBox | undefined;

  constructor(dependencies: CommitMessagesDependencies) {
    this.#dependencies = dependencies;
    this.#requests = new CommitRequests(dependencies);
  }

  /**
   * Settles when the message is there, or was stopped: what had arrived then stays in the box.
   * @param root of the repository whose button was pressed
   * @throws ScoutError when there is no message: what stood in the box is back then
   */
  async write(root: vscode.Uri | undefined): Promise<void> {
    if (this.#stop !== undefined) return;
    const stop = new AbortController();
    this.#stop = stop;
    void vscode.commands.executeCommand('setContext', busyContext, true);
    try {
      await this.#dependencies.tasks.run('commit message', (shutdown) =>
        this.#write(root, AbortSignal.any([shutdown, stop.signal])),
      );
    } catch (error) {
      if (!isCancellation(error)) throw error;
    } finally {
      this.#stop = undefined;
      void vscode.commands.executeCommand('setContext', busyContext, false);
    }
  }

  stop(): void {
    this.#stop?.abort();
  }

  async #write(root: vscode.Uri | undefined, signal: AbortSignal): Promise<void> {
    const api = await requiredGitApi(vscode.l10n.t('Nothing was sent.'));
    const repository = await commitRepository(api, root, signal);
    if (repository === undefined) return;
    const selection = this.#dependencies.models.resolve(this.#dependencies.selection());
    const title = vscode.l10n.t('Writing a commit message…');
    await vscode.window.withProgress({ location: vscode.ProgressLocation.SourceControl, title }, async () => {
      const changes = await commitChanges(api, repository, signal);
      this.#box?.dispose();
      const box = (this.#box = new MessageBox(repository));
      try {
        const request = await this.#requests.allowed(changes, box.before, selection, signal);
        await this.#fill(box, request, changes, signal);
      } finally {
        box.release();
      }
    });
  }

  async #fill(box: MessageBox, request: AllowedRequest, changes: CommitChanges, signal: AbortSignal): Promise<void> {
    const { logger } = this.#dependencies;
    const { ref } = request.selection;
    let reply: Reply;
    try {
      reply = await this.#ask(box, request, signal);
    } catch (error) {
      // What arrived of a message that somebody stopped is kept; of one that failed, it may say the wrong thing.
      if (!signal.aborted && !isCancellation(error) && !box.isTaken) box.restore();
      if (signal.aborted) offerToRestore(box);
      throw error;
    }
    const { inputTokens, outputTokens } = reply.usage ?? {};
    const counted = inputTokens === undefined ? 'tokens not reported' : `${inputTokens} tokens in, ${outputTokens} out`;
    logger.info(`Commit message by ${ref.endpoint}: ${counted}`);
    const message = request.message(reply.text);
    if (message === '' || reply.finish === 'refusal' || reply.finish === 'content-filter') {
      if (!box.isTaken) box.restore();
      const text = vscode.l10n.t('{0} wrote no message. What stood in the box is still there.', ref.model);
      throw new ScoutError('invalid-response', text);
    }
    box.finish(message);
    vscode.window.setStatusBarMessage(resultText(ref, reply, changes), statusMs);
    offerToRestore(box);
  }

  async #ask(box: MessageBox, request: AllowedRequest, signal: AbortSignal): Promise<Reply> {
    const { content, selection } = request;
    const lease = await this.#requests.lease(request);
    let text = '';
    let usage: Usage | undefined;
    let finish: FinishReason | undefined;
    try {
      signal.throwIfAborted();
      const asked = {
        model: selection.ref.model,
        system: commitSystemPrompt,
        messages: [{ role: 'user', parts: [{ type: 'text', text: content }] }],
        parameters: selection.parameters,
      } as const;
      for await (const event of lease.stream(asked, signal, () => undefined)) {
        if (event.type === 'usage') usage = event.usage;
        if (event.type === 'finish') finish = event.reason;
        if (event.type !== 'text-delta') continue;
        text += event.text;
        const message = request.messageSoFar(text);
        // A fence comes first: until there is a message, what stands in the box stays.
        if (box.isTaken || (message !== '' && !box.grow(message)))
          throw new DOMException('The user writes.', 'AbortError');
        if (text.length > maximumReply) break;
      }
    } catch (error) {
      const message = request.message(text);
      if (signal.aborted && message !== '') box.finish(message);
      throw error;
    } finally {
      lease.release();
    }
    signal.throwIfAborted();
    return { text, usage, finish };
  }
}
