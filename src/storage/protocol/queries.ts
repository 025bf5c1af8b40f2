import type {
  Conversation,
  ConversationCursor,
  ConversationFilter,
  SearchRequest,
  SearchResult,
  StoredJob,
  StoredMessage,
} from '../api/chatHistory.js';
import type { User } from '../api/users.js';
import type { DatabaseName } from './workerProtocol.js';

/** The queries of the chat-history database. Parameters and results are cloned between threads. */
export interface HistoryQueries {
  conversations(filter: ConversationFilter, limit: number, after?: ConversationCursor): readonly Conversation[];
  deleted(): readonly Conversation[];
  conversation(id: string): Conversation | undefined;
  isTombstoned(id: string): boolean;
  /** Ids of its messages, or of those with the given ids, in pages of limited size, newest first, so that no answer takes long: for `messages`. */
  messagePages(conversationId: string, ids?: readonly string[]): readonly (readonly string[])[];
  /** Oldest first; only those with the given ids, if any are given. */
  messages(conversationId: string, ids?: readonly string[]): readonly StoredMessage[];
  /** JSON of an id and a rank for each: as one text, those of a long chat are cloned and read in a fraction of the time. */
  messageRanks(conversationId: string): string;
  jobs(conversationId: string): readonly StoredJob[];
  labels(): { readonly tags: readonly string[]; readonly workspaces: readonly string[] };
  search(request: SearchRequest): SearchResult;
}

/** The queries of the user database. */
export interface UsersQueries {
  users(): readonly User[];
  /** `undefined` when nothing is stored under the key. */
  preference(userId: string, key: string): unknown;
}

export interface Queries {
  readonly users: UsersQueries;
  readonly history: HistoryQueries;
}

/** Sends a database one of its queries. Rejects with `ScoutError('storage')`. */
export type Ask<D extends DatabaseName> = <Name extends keyof Queries[D]>(
  query: Name,
  ...parameters: ParametersOf<Queries[D][Name]>
) => Promise<ResultOf<Queries[D][Name]>>;

type ParametersOf<Query> = Query extends (...parameters: infer P) => unknown ? P : never;
type ResultOf<Query> = Query extends (...parameters: never[]) => infer R ? R : never;
