import { attachedNames } from './attachedNames.js';

/** What search knows of a message. */
export interface Searchable {
  readonly conversationId: string;
  readonly id: string;
  readonly role: string;
  readonly author: MessageAuthor | undefined;
  readonly text: string;
  readonly contents: readonly Content[];
  /** What is attached, as `file:` finds it: see `attachedNames`. */
  readonly attached: readonly string[];
}

/** Who answered. */
export interface MessageAuthor {
  readonly provider: string;
  readonly model: string;
}

/** `code`: a fenced block. `file`: anything that is attached, images as well. */
export const contentNames = ['code', 'image', 'file'] as const;
export type Content = (typeof contentNames)[number];

/**
 * Reads a message as it is stored. Its text is what was written to the user or by the user. Not what a model thought, which is folded
 * away on the screen and says everything twice, nor what tools returned or what is attached, which nobody wrote and which can be any file or log.
 * @param body JSON of a message with an id and parts; everything else in it may be anything.
 */
export function readSearchable(body: string): Searchable {
  const message = JSON.parse(body) as UntrustedObject;
  const parts = (message['parts'] as readonly (UntrustedObject | null)[]).filter((part) => part !== null);
  const text = parts
    .flatMap(({ type, text }) => ((type === 'text' || type === 'refusal') && typeof text === 'string' ? [text] : []))
    .join('\n\n');
  const attachments = parts.filter(({ type }) => type === 'attachment');
  const files = [...parts.filter(({ type }) => type === 'file'), ...attachments];
  const has: Readonly<Record<Content, boolean>> = {
    code: /^ {0,3}(?:```|~~~)/m.test(text),
    image: files.some(({ mediaType }) => String(mediaType).startsWith('image/')),
    file: files.length > 0,
  };
  const { provider, model } = message;
  return {
    conversationId: String(message['conversationId']),
    id: String(message['id']),
    role: String(message['role']),
    author: typeof provider === 'string' && typeof model === 'string' ? { provider, model } : undefined,
    text,
    contents: contentNames.filter((name) => has[name]),
    attached: attachments.length === 0 ? [] : attachedNames(attachments),
  };
}

type UntrustedObject = Readonly<Record<string, unknown>>;
