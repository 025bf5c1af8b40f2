import * as vscode from 'vscode';
import type { ModelResolver } from '../../chat/answering/modelResolver.js';
import { isCancellation, ScoutError } from '../../core/errors.js';
import type { Logger } from '../../core/logger.js';
import type { FinishReason, Usage } from '../../core/message.js';
import type { TaskRegistry } from '../../core/taskRegistry.js';
import type { ModelSelection } from '../../models/modelSelection.js';
import { passingConversation, type SecretRestorer, type SendGate, type SendTarget } from '../../privacy/sendGate.js';
import type { StoredSelection } from '../../storage/api/chatHistory.js';
import { askForRepository } from '../context/git/askForRevision.js';
import { repositoryInUse, requiredGitApi, type GitApi, type GitRepository } from '../context/git/gitExtension.js';
import { withoutLinks } from '../ui/withoutLinks.js';
import { commitChanges, type CommitChanges } from './commitChanges.js';
import { commitMessageFrom, maximumCommitMessage } from './commitMessageFrom.js';
import { commitQuestion, commitRequestText, commitSystemPrompt } from './commitPrompt.js';
import { MessageBox } from './messageBox.js';

/** A reply that is longer is not read to its end, in UTF-16 code units: thoughts that a model does not mark come first. */
const maximumReply = 10 * maximumCommitMessage;
const busyContext = 'scout.writesCommitMessage';
/** For how long the status bar says what a message took, in milliseconds. */
const statusMs = 10_000;

export interface CommitMessagesDependencies {
  readonly models: ModelResolver;
  /** Of the chat in use. */
  readonly selection: () => StoredSelection | null;
  readonly targetOf: (selection: ModelSelection) => SendTarget;
  readonly gate: SendGate;
  readonly secrets: Pick<SecretRestorer, 'restore' | 'heldBack'>;
  readonly instructions: () => string;
  readonly tasks: TaskRegistry;
  readonly logger: Logger;
}

interface Reply {
  readonly text: string;
  readonly usage: Usage | undefined;
  readonly finish: FinishReason | undefined;
}

/** Writes commit messages by the model of the chat in use, one at a time, into the box of the Source Control view. */
export class CommitMessages {
  readonly #dependencies: CommitMessagesDependencies;
  #stop: AbortController | undefined;

  constructor(dependencies: CommitMessagesDependencies) {
    this.#dependencies = dependencies;
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
    const api = await requiredGitApi();
    const repository = await repositoryFor(api, root, signal);
    if (repository === undefined) return;
    const selection = this.#dependencies.models.resolve(this.#dependencies.selection());
    const title = vscode.l10n.t('Writing a commit message…');
    await vscode.window.withProgress({ location: vscode.ProgressLocation.SourceControl, title }, async () => {
      const changes = await commitChanges(api, repository, signal);
      const box = new MessageBox(repository);
      const content = await this.#allowed(changes, box.before, selection, signal);
      await this.#fill(box, content, selection, changes, signal);
    });
  }

  /** What is sent: nothing that a rule or the user keeps here. */
  async #allowed(
    { diff, latestMessages }: CommitChanges,
    begun: string,
    selection: ModelSelection,
    signal: AbortSignal,
  ): Promise<string> {
    const { gate, instructions, targetOf } = this.#dependencies;
    const text = commitQuestion({ latestMessages, instructions: instructions(), begun: begun.trim() });
    const target = targetOf(selection);
    const query = { conversationId: passingConversation, text, attachments: [diff], target, mayAsk: true };
    const allowed = await gate.check(query, signal);
    const [allowedDiff] = allowed.attachments;
    if (allowedDiff === undefined) throw new DOMException('The diff was taken out.', 'AbortError');
    return commitRequestText(allowed.text, allowedDiff);
  }

  async #fill(
    box: MessageBox,
    content: string,
    selection: ModelSelection,
    changes: CommitChanges,
    signal: AbortSignal,
  ): Promise<void> {
    const { logger } = this.#dependencies;
    let reply: Reply;
    try {
      reply = await this.#ask(box, content, selection, signal);
    } catch (error) {
      // What arrived of a message that somebody stopped is kept; of one that failed, it may say the wrong thing.
      if (!signal.aborted && !isCancellation(error) && !box.isTaken) box.restore();
      if (signal.aborted) offerToRestore(box);
      throw error;
    }
    const { inputTokens, outputTokens } = reply.usage ?? {};
    const counted = inputTokens === undefined ? 'tokens not reported' : `${inputTokens} tokens in, ${outputTokens} out`;
    logger.info(`Commit message by ${selection.ref.endpoint}: ${counted}`);
    const message = this.#messageIn(reply.text);
    if (message === '' || reply.finish === 'refusal' || reply.finish === 'content-filter') {
      if (!box.isTaken) box.restore();
      const text = vscode.l10n.t('{0} wrote no message. What stood in the box is still there.', selection.ref.model);
      throw new ScoutError('invalid-response', text);
    }
    box.finish(message);
    vscode.window.setStatusBarMessage(resultText(selection, reply, changes), statusMs);
    offerToRestore(box);
  }

  /** With the secrets that were replaced in the changes. */
  #messageIn(reply: string): string {
    return commitMessageFrom(this.#dependencies.secrets.restore(passingConversation, reply));
  }

  async #ask(box: MessageBox, content: string, selection: ModelSelection, signal: AbortSignal): Promise<Reply> {
    const { secrets } = this.#dependencies;
    const lease = await this.#dependencies.models.acquire(selection.ref);
    let text = '';
    let usage: Usage | undefined;
    let finish: FinishReason | undefined;
    try {
      signal.throwIfAborted();
      const request = {
        model: selection.ref.model,
        system: commitSystemPrompt,
        messages: [{ role: 'user', parts: [{ type: 'text', text: content }] }],
        parameters: selection.parameters,
      } as const;
      for await (const event of lease.stream(request, signal, () => undefined)) {
        if (event.type === 'usage') usage = event.usage;
        if (event.type === 'finish') finish = event.reason;
        if (event.type !== 'text-delta') continue;
        text += event.text;
        const message = this.#messageIn(text.slice(0, text.length - secrets.heldBack(passingConversation, text)));
        // A fence comes first: until there is a message, what stands in the box stays.
        if (box.isTaken || (message !== '' && !box.grow(message)))
          throw new DOMException('The user writes.', 'AbortError');
        if (text.length > maximumReply) break;
      }
    } catch (error) {
      const message = this.#messageIn(text);
      if (signal.aborted && message !== '') box.finish(message);
      throw error;
    } finally {
      lease.release();
    }
    signal.throwIfAborted();
    return { text, usage, finish };
  }
}

async function repositoryFor(
  api: GitApi,
  root: vscode.Uri | undefined,
  signal: AbortSignal,
): Promise<GitRepository | undefined> {
  const found = root === undefined ? undefined : api.getRepository(root);
  return found ?? repositoryInUse(api) ?? askForRepository(api, signal);
}

function resultText({ ref }: ModelSelection, { usage, finish }: Reply, { isStaged, cutFiles }: CommitChanges): string {
  const { t } = vscode.l10n;
  const parts = [
    isStaged ? t('Commit message by {0}', ref.model) : t('Nothing is staged: {0} described all changes', ref.model),
    ...(cutFiles === 0 ? [] : [t('too long: not all changes were sent')]),
    ...(usage === undefined ? [] : [t('{0} tokens in, {1} out', usage.inputTokens, usage.outputTokens)]),
    ...(finish === 'length' ? [t('cut off at the output limit')] : []),
  ];
  return parts.join(' · ');
}

/** The box itself undoes nothing that was written by an extension. Does nothing where nothing was lost, or the user writes already. */
function offerToRestore(box: MessageBox): void {
  if (box.before.trim() === '' || box.isTaken || box.isUnchanged) return;
  const restore = vscode.l10n.t('Restore My Text');
  const text = vscode.l10n.t('The commit message has taken the place of the text that stood in the box.');
  void vscode.window.showInformationMessage(withoutLinks(text), restore).then((answer) => {
    if (answer === restore) box.restore();
  });
}
