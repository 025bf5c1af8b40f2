import type { HostMessage } from '../protocol/protocol.js';

/** All types of messages from the host: a forgotten one does not compile. */
const hostMessageTypes: Readonly<Record<HostMessage['type'], true>> = {
  snapshot: true,
  status: true,
  conversation: true,
  message: true,
  older: true,
  delta: true,
  draft: true,
  focus: true,
  toggle: true,
  'picture-piece': true,
  'picture-gone': true,
  attachments: true,
  'source-changes': true,
  'attach-ended': true,
  'attach-settled': true,
  'piece-taken': true,
  completions: true,
  'prompt-text': true,
  'attachment-piece': true,
  'attachment-gone': true,
  'scale-image': true,
  'scale-piece': true,
  'scale-gone': true,
  'scaled-taken': true,
  acknowledged: true,
  refused: true,
  pong: true,
  'list-page': true,
  'list-rows': true,
  'list-stale': true,
  'list-hits': true,
  'list-labels': true,
};

/**
 * What the host says; `undefined` for anything else. The host's messages come through the editor's frame around the page,
 * which has the page's own origin; the editor hides that frame itself from the page. Pages of other origins that hold a
 * reference to this one can post to it as well.
 */
export function hostMessageOf(
  { data, origin }: Pick<MessageEvent<unknown>, 'data' | 'origin'>,
  ownOrigin: string,
): HostMessage | undefined {
  return origin === ownOrigin && isHostMessage(data) ? data : undefined;
}

function isHostMessage(data: unknown): data is HostMessage {
  if (typeof data !== 'object' || data === null || !('type' in data)) return false;
  return typeof data.type === 'string' && Object.hasOwn(hostMessageTypes, data.type);
}
