import type { StoredMessage } from '../../storage/api/chatHistory.js';
import type { NumberedDelta } from '../answering/answerDeltas.js';

/** What happens in a conversation, for its views. */
export type SessionEvent =
  /** A message is new, or it changed. */
  | { readonly type: 'message'; readonly message: StoredMessage }
  /** An answer has grown by this much; the message in the conversation has it already. */
  | { readonly type: 'delta'; readonly turnId: string; readonly delta: NumberedDelta }
  /** A turn began, waits, or ended. */
  | { readonly type: 'turn' }
  /** Another branch is on screen now: read everything anew. */
  | { readonly type: 'branch' }
  /** The title changed, or whom it asks, or the record of its jobs. */
  | { readonly type: 'conversation' }
  | { readonly type: 'deleted'; readonly deletion: Deletion };

/** Who made a conversation go away: this window, or another one, which may have made sure that it cannot come back. */
export type Deletion = 'here' | 'elsewhere' | 'elsewhere for good';
