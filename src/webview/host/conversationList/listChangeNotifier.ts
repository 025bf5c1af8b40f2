import type { ConversationList } from '../../../chat/list/conversationList.js';
import type { Disposable } from '../../../core/disposables.js';
import { toScoutError } from '../../../core/errors.js';
import type { Logger } from '../../../core/logger.js';
import type { ListHostMessage, ListScope } from '../../protocol/conversationList.js';
import { conversationRowView } from './conversationRowView.js';
import { isInScope } from './listScope.js';

/** A turn touches the list several times; the view needs it once in this time, in milliseconds. */
const collectMs = 100;
/** When more entries than this have changed, the view loads what it shows anew. */
const maximumNotified = 200;

export interface ListChangeNotifierDependencies {
  readonly list: Pick<ConversationList, 'entry'>;
  /** The folder the window shows, as a URI. */
  readonly workspace: string | null;
  readonly post: (message: ListHostMessage) => void;
  readonly logger: Logger;
}

/** Sends a view what has changed in the list that it shows, collected. */
export class ListChangeNotifier implements Disposable {
  /** What the view shows; before it shows anything it is sent nothing. */
  scope: ListScope | undefined;
  readonly #dependencies: ListChangeNotifierDependencies;
  /** What is to be sent soon; `undefined`: it could be any. */
  #changed: Set<string> | undefined = new Set();
  #timer: NodeJS.Timeout | undefined;
  #disposed = false;

  constructor(dependencies: ListChangeNotifierDependencies) {
    this.#dependencies = dependencies;
  }

  /** @param ids what has changed; `undefined`: it could be any. */
  notifySoon(ids: Iterable<string> | undefined): void {
    if (this.scope === undefined || this.#disposed) return;
    if (ids === undefined) this.#changed = undefined;
    else for (const id of ids) this.#changed?.add(id);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const changed = this.#changed;
      this.#changed = new Set();
      void this.#notify(changed).catch((error: unknown) =>
        this.#dependencies.logger.warn(`Could not read a change to the chat list: ${toScoutError(error).message}`),
      );
    }, collectMs);
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
  }

  async #notify(changed: ReadonlySet<string> | undefined): Promise<void> {
    const { list, workspace, post } = this.#dependencies;
    if (changed === undefined || changed.size > maximumNotified) {
      post({ type: 'list-stale' });
      return;
    }
    const entries = await Promise.all([...changed].map((id) => list.entry(id)));
    const rows = entries.flatMap((entry) =>
      entry !== undefined && isInScope(entry, this.scope ?? 'all', workspace)
        ? [conversationRowView(entry, workspace)]
        : [],
    );
    const listed = new Set(rows.map(({ id }) => id));
    post({ type: 'list-rows', rows, removed: [...changed].filter((id) => !listed.has(id)) });
  }
}
