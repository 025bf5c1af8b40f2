import type { RawMessageStreamEvent, Usage as AnthropicUsage } from '@anthropic-ai/sdk/resources/messages';
import { failedAnswer, isFailedWord } from '../../adapter/answer/failedAnswer.js';
import { finishReasonOf, isCutOff } from '../../adapter/answer/finishReason.js';
import type { Hold } from '../../adapter/answer/heldCharacters.js';
import { limits } from '../../adapter/limits.js';
import type { UnknownEventLog } from '../../adapter/unknownEventLog.js';
import { fieldsOf, unreadable, wireText } from '../../adapter/wireValues.js';
import type { ChatEvent } from '../../provider.js';
import { streamedVendorError } from '../../transport/vendorError.js';
import { beginning, blockDelta, closedBlock, lengthOf, openBlock, type CallNotes, type OpenBlock } from './blocks.js';
import { knownCounts, usageEvents } from './usage.js';

/**
 * The Messages API's stream. Terminal: the `stop_reason` and the final usage in `message_delta`; `message_stop` follows, or, behind some
 * gateways, does not (griffinwork40/agent-afk#635).
 */
export async function* readEvents(
  stream: AsyncIterable<RawMessageStreamEvent>,
  notes: UnknownEventLog,
  hold: Hold,
): AsyncGenerator<ChatEvent, void, undefined> {
  const blocks = new Map<number, OpenBlock>();
  let usage: Partial<AnthropicUsage> = {};
  let rawReason: string | undefined;
  const calls: CallNotes = { hasCalled: false, broken: undefined };
  try {
    for await (const event of stream) {
      notes.received();
      switch (event.type) {
        case 'message_start':
          usage = knownCounts(fieldsOf(event.message)['usage']);
          // What is cut off later has cost this much already.
          yield* usageEvents(usage);
          break;
        case 'content_block_start': {
          // Some gateways give every block one index, and close none.
          yield* closedAt(event.index, blocks, calls);
          const block = openBlock(event.content_block, notes);
          if (block) {
            hold(lengthOf(block));
            blocks.set(event.index, block);
            if (blocks.size > limits.parts) throw unreadable('content block');
          }
          yield* beginning(event.content_block);
          break;
        }
        case 'content_block_delta':
          yield* blockDelta(event.delta, blocks.get(event.index), notes, hold);
          break;
        case 'content_block_stop':
          yield* closedAt(event.index, blocks, calls);
          break;
        case 'message_delta':
          usage = { ...usage, ...knownCounts(event.usage) };
          yield* usageEvents(usage);
          yield* explanation(event.delta);
          if (wireText(fieldsOf(event.delta)['stop_reason'], 'stop reason') === '') break;
          rawReason = event.delta.stop_reason ?? undefined;
          yield* finished(rawReason, blocks, calls, notes);
          break;
        case 'message_stop':
          if (rawReason === undefined)
            notes.remark('the message ended without a stop reason; the answer counts as complete');
          yield* finished(rawReason, blocks, calls, notes);
          return;
        default:
          notes.unknown((event as { type?: unknown }).type);
      }
    }
  } catch (error) {
    throw streamedVendorError('Anthropic', error) ?? error;
  }
}

function* closedAt(index: number, blocks: Map<number, OpenBlock>, calls: CallNotes): Generator<ChatEvent> {
  const block = blocks.get(index);
  blocks.delete(index);
  if (block) yield* closedBlock(block, calls);
}

/** Why the model refuses. */
function* explanation(delta: unknown): Generator<ChatEvent> {
  const { stop_reason: reason, stop_details: details } = fieldsOf(delta);
  const text = wireText(fieldsOf(details)['explanation'], 'refusal');
  if (reason === 'refusal' && text !== '') yield { type: 'refusal-delta', text };
}

function* finished(
  rawReason: string | undefined,
  blocks: Map<number, OpenBlock>,
  calls: CallNotes,
  notes: UnknownEventLog,
): Generator<ChatEvent> {
  if (rawReason !== undefined && isFailedWord(rawReason)) throw failedAnswer('Anthropic', rawReason);
  // The vendor refuses thinking without its signature, which comes last.
  for (const block of blocks.values()) yield* closedBlock(block, calls);
  blocks.clear();
  const reason = finishReasonOf(rawReason ?? 'end_turn', { called: calls.hasCalled }, notes, 'stop_reason');
  if (calls.broken !== undefined && (rawReason === undefined || !isCutOff(rawReason))) throw calls.broken;
  yield { type: 'finish', reason, ...(rawReason === undefined ? {} : { rawReason }) };
}
