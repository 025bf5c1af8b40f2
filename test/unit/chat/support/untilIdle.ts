import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { ConversationSession } from '../../../../src/chat/conversation/conversationSession.js';

/** Waits until the session's answer has ended and everything is on disk. */
export async function untilIdle(session: ConversationSession): Promise<void> {
  for (let count = 0; !session.isIdle; count += 1) {
    assert.ok(count < 500, 'the session came to rest');
    await delay(2);
  }
}
