/**
 * Everything the extension host and the chat view say to each other. The host owns the state: a view
 * can be rebuilt at any moment from one snapshot. Types only; what the view sends is validated before
 * anybody looks at it.
 *
 * A new feature has a file of its own here, with what its messages hold. Its `…HostMessage` and `…ViewMessage` join
 * the unions below; the compiler then asks for a schema (`host/connection/viewMessageSchema.ts`), for handlers
 * (`host/chatView.ts`), and for a receiver in the view (`ui/main.tsx`).
 */
import type { AttachmentHostMessage, AttachmentViewMessage } from './attachments.js';
import type { ChatHostMessage, ChatViewMessage } from './chat.js';
import type { ListHostMessage, ListViewMessage } from './conversationList.js';
import type { CodeViewMessage } from './code.js';
import type { ScalingHostMessage, ScalingViewMessage } from './imageScaling.js';
import type { DeliveryHostMessage, DeliveryViewMessage, RequestEnvelope } from './delivery.js';
import type { PageViewMessage } from './page.js';
import type { PictureHostMessage, PictureViewMessage } from './pictures.js';
import type { ProblemViewMessage } from './problems.js';

/** What the host sends to the view. */
export type HostMessage =
  | ChatHostMessage
  | ListHostMessage
  | PictureHostMessage
  | AttachmentHostMessage
  | ScalingHostMessage
  | DeliveryHostMessage;

/** What the view asks of the host. */
export type ViewMessage =
  | ChatViewMessage
  | CodeViewMessage
  | ListViewMessage
  | PageViewMessage
  | PictureViewMessage
  | AttachmentViewMessage
  | ScalingViewMessage
  | ProblemViewMessage
  | DeliveryViewMessage;

/** What the view posts: requests in envelopes, everything else as it is. */
export type PostedMessage = ViewMessage | RequestEnvelope;
