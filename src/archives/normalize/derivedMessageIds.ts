import { createHash } from 'node:crypto';
import { isNestedWithin, jsonPieces, maximumJsonDepth } from '../../core/json.js';
import type { ExternalMessage } from './externalConversation.js';

/**
 * Ids for messages that stand in a row and have none. A message's id is made of what it says and of the id before it: a longer
 * export has the same ids as far as it says the same, and becomes a branch from where it does not.
 */
export function derivedMessageIds(turns: readonly Omit<ExternalMessage, 'id' | 'parentId'>[]): ExternalMessage[] {
  let parentId: string | null = null;
  return turns.map((turn) => {
    const id = createHash('sha256')
      .update(jsonOf([parentId, turn.role, turn.parts]))
      .digest('hex')
      .slice(0, 32);
    const message = { ...turn, id, parentId };
    parentId = id;
    return message;
  });
}

/** Of what is not bounded yet: the engine's own function runs out of stack where JSON is thousands deep. */
function jsonOf(value: unknown): string {
  return isNestedWithin(value, 2 * maximumJsonDepth) ? JSON.stringify(value) : [...jsonPieces(value)].join('');
}
