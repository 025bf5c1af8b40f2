import type { HostMessage } from '../protocol/protocol.js';

/** All types of messages from the host: a forgotten one does not compile. */
const hostMessageTypes: Readonly<Record<HostMessage['type'], true>> = {
  snapshot: true,
  status: true,
  conversation: true,
  message: true,
  older: true,
  delta: true,
  focus: true,
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
 * What the host says; `undefined` for anything else. The host's messages come through the frame around the view, from
 * the view's own origin. Any other page that holds a reference to this one can post to it as well.
 */
export function hostMessageOf(
  { data, origin, source }: Pick<MessageEvent<unknown>, 'data' | 'origin' | 'source'>,
  view: Pick<Window, 'parent' | 'origin'>,
): HostMessage | undefined {
  if (source !== view.parent || origin !== view.origin) return undefined;
  return isHostMessage(data) ? data : undefined;
}

function isHostMessage(data: unknown): data is HostMessage {
  if (typeof data !== 'object' || data === null || !('type' in data)) return false;
  return typeof data.type === 'string' && Object.hasOwn(hostMessageTypes, data.type);
}
