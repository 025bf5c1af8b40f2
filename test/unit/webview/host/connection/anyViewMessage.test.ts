import assert from 'node:assert/strict';
import { setImmediate as immediate } from 'node:timers/promises';
import fc from 'fast-check';
import { parseEnvelope, parseViewMessage } from '../../../../../src/webview/host/connection/viewMessageSchema.js';
import { hostileValue } from '../../../../support/hostileValues.js';
import { vscodeStub } from '../../../../support/vscodeStub/vscodeStub.js';
import { ChatWindow } from '../support/chatWindow.js';
import type { ChatPage } from '../support/chatPage.js';
import { thread } from '../support/storedMessages.js';
import { messageId, viewMessages } from '../support/viewMessages.js';

type Path = readonly (string | number)[];

/** Where in a message something can stand: the message itself, its fields, and what is in them. */
function* pathsOf(value: unknown, path: Path = []): Generator<Path> {
  yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value).slice(0, 5)) yield* pathsOf(item, [...path, key]);
}

function withValue(value: unknown, [key, ...rest]: Path, replacement: unknown): unknown {
  if (key === undefined) return replacement;
  const old = (value as Record<string, unknown>)[key];
  const changed = withValue(old, rest, replacement);
  return Array.isArray(value) ? value.with(Number(key), changed) : { ...(value as object), [key]: changed };
}

const sample = fc.constantFrom<unknown>(...Object.values(viewMessages));
const envelope = sample.map((request) => ({ type: 'request', id: messageId, request }));
/** A message with something else in one place, one field more, or nothing of one. */
const anyMessage: fc.Arbitrary<unknown> = fc
  .tuple(fc.oneof(sample, envelope), fc.nat(), fc.oneof(hostileValue, fc.string(), fc.constant('c')))
  .map(([message, place, value]) => {
    const paths = [...pathsOf(message)];
    return withValue(message, paths[place % paths.length]!, value);
  })
  // Messages of a page come as copies.
  .filter((message) => {
    try {
      structuredClone(message);
      return true;
    } catch {
      return false;
    }
  });

const isKnown = (message: unknown): boolean =>
  parseEnvelope(message) !== undefined || parseViewMessage(message) !== undefined;

describe('whatever a page sends', function () {
  this.timeout(120_000);
  let window: ChatWindow;
  let page: ChatPage;
  const rejections: unknown[] = [];
  const onRejection = (error: unknown): void => void rejections.push(error);

  beforeEach(async () => {
    window = new ChatWindow();
    await window.store('c', {}, thread(2));
    ({ page } = await window.show('c'));
    // Else the host remembers after a while that the view shows nothing.
    page.say({ type: 'shown', conversationId: 'c' });
    rejections.length = 0;
    process.on('unhandledRejection', onRejection);
  });

  afterEach(async () => {
    process.off('unhandledRejection', onRejection);
    await window.dispose();
  });

  /** All that a message could have changed. */
  const state = (): unknown => [
    window.history.appended.length,
    window.users.events.length,
    window.models.requests.length,
    page.posted.length,
    vscodeStub.commands.executed.length,
    vscodeStub.openedLinks.length,
    vscodeStub.clipboard,
    vscodeStub.messages.shown.length,
  ];
  const settled = async (): Promise<void> => {
    for (let turns = 0; turns < 5; turns += 1) await immediate();
  };

  it('changes nothing and fails nowhere unless it is in the protocol', async () => {
    let unknown = 0;
    await fc.assert(
      fc.asyncProperty(anyMessage, async (message) => {
        if (isKnown(message)) return;
        unknown += 1;
        await settled();
        const before = state();
        page.say(message);
        await settled();
        assert.deepEqual(state(), before);
      }),
      { numRuns: 1_000 },
    );
    assert.ok(unknown > 500);
    assert.deepEqual(rejections, []);
    assert.deepEqual(
      window.logger.lines.filter((line) => !line.startsWith('info: ') && !line.startsWith('warn: Ignored')),
      [],
    );
  });

  it('is no fault of the host when it is about things that do not exist', async () => {
    await fc.assert(
      fc.asyncProperty(anyMessage, async (message) => {
        if (!isKnown(message)) return;
        page.say(message);
        await settled();
      }),
      { numRuns: 300 },
    );
    assert.deepEqual(rejections, []);
    assert.deepEqual(
      window.logger.lines.filter((line) => line.startsWith('error:') && !line.includes('The chat view failed')),
      [],
    );
    const { state: shown } = await page.ask({ type: 'resync' }, 'snapshot');
    assert.ok(shown.chatId.length > 0);
  });
});
