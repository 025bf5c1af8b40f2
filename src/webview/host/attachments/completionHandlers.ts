import { LatestOnlyRunner } from '../../../core/latestOnlyRunner.js';
import { isCancellation } from '../../../core/errors.js';
import type { Logger } from '../../../core/logger.js';
import type { AttachmentHostMessage, AttachmentViewMessage, CompletionView } from '../../protocol/attachments.js';
import type { MessageHandlers } from '../connection/messageHandlers.js';
import type { AttachmentDependencies } from './attachmentPorts.js';
import { lineOf } from './attachmentViews.js';

type CompleteMessage = Extract<AttachmentViewMessage, { readonly type: 'complete' }>;

/** What a list shows at most. */
const maximumItems = 50;

/** Answers what is typed behind `@` and `/`: the newest query only. */
export function completionHandlers(
  { source, prompts }: Pick<AttachmentDependencies, 'source' | 'prompts'>,
  post: (message: AttachmentHostMessage) => void,
  logger: Logger,
): MessageHandlers<CompleteMessage> {
  const runner = new LatestOnlyRunner();
  const find = async ({ trigger, query }: CompleteMessage, signal: AbortSignal): Promise<readonly CompletionView[]> => {
    if (trigger === '@')
      return (await source.find(query, signal))
        .slice(0, maximumItems)
        .map(({ id, kind, label, description, matches }) => ({
          id,
          kind,
          label: lineOf(label),
          description: lineOf(description),
          hint: '',
          matches,
        }));
    return (await prompts.find(query, signal))
      .slice(0, maximumItems)
      .map(({ id, name, description, argumentHint, matches }) => ({
        id,
        kind: 'prompt',
        label: lineOf(name),
        description: lineOf(description),
        hint: lineOf(argumentHint),
        matches,
      }));
  };
  return {
    complete: (message) =>
      runner.run(async (signal) => {
        try {
          const items = await find(message, signal);
          if (!signal.aborted) post({ type: 'completions', serial: message.serial, items });
        } catch (error) {
          if (isCancellation(error)) return;
          logger.error('Could not look for what can be attached', error);
          post({ type: 'completions', serial: message.serial, items: [] });
        }
      }),
  };
}
