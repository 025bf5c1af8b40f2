/**
 * What a message is made of. Shared by the provider port (what is sent and what streams back) and by
 * the storage port (what is stored), so that nothing is lost in translation between them.
 */

/** Text in Markdown. */
export interface TextPart {
  readonly type: 'text';
  readonly text: string;
}

/** The model's thinking in readable form. For display; what a vendor needs back is an `opaque` part. */
export interface ReasoningPart {
  readonly type: 'reasoning';
  readonly text: string;
}

/** The model's explanation of why it declines. */
export interface RefusalPart {
  readonly type: 'refusal';
  readonly text: string;
}

/** The model asks for a tool. `input` is the parsed JSON of its arguments. */
export interface ToolCallPart {
  readonly type: 'tool-call';
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
}

/** The answer to the tool call with the same id; appears in `tool` messages only. */
export interface ToolResultPart {
  readonly type: 'tool-result';
  readonly callId: string;
  readonly output: string;
  readonly isError: boolean;
}

/** An image or a PDF. `data` is base64 without a `data:` prefix. */
export interface FilePart {
  readonly type: 'file';
  /** `image/png`, `image/jpeg`, `image/webp`, `image/gif` or `application/pdf`. */
  readonly mediaType: string;
  readonly data: string;
  readonly name?: string;
}

/** What an attachment is a copy of. `text` is a long paste; `instructions` are the workspace's own for assistants. */
export const attachmentKinds = [
  'file',
  'selection',
  'folder',
  'problems',
  'terminal',
  'diff',
  'symbol',
  'page',
  'image',
  'pdf',
  'chat',
  'text',
  'instructions',
] as const;
export type AttachmentKind = (typeof attachmentKinds)[number];

/** Lines of a file: counted from 1, both ends included. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

/**
 * What the user attached to a question, as it was at that moment: a copy, which no later change of its source reaches. Has `text`, or
 * `data`, or both, as a PDF whose text could be read.
 */
export interface AttachmentPart {
  readonly type: 'attachment';
  /** A UUID. */
  readonly id: string;
  readonly kind: AttachmentKind;
  /** What it is called: a path inside its folder, a title, a command. One line, whatever it was. */
  readonly label: string;
  /** Of `data`, if there is any, or else of `text`. */
  readonly mediaType: string;
  /** What it says, with line feeds as line ends. */
  readonly text?: string;
  /** An image or a PDF: base64 without a `data:` prefix. */
  readonly data?: string;
  /** Where it came from, if that can be opened: a URI as VS Code writes it, or the address of a page. */
  readonly uri?: string;
  /** Which lines of `uri`; absent for the whole. */
  readonly range?: LineRange;
  /** Files whose content is in it, if there are others than `uri`: those of a diff or of problems. */
  readonly sources?: readonly string[];
  /** VS Code's id of the language of `text`. */
  readonly languageId?: string;
  /** Size of the original in bytes, which may be larger than what was taken of it. */
  readonly bytes: number;
  /** Unix milliseconds. */
  readonly capturedAt: number;
  /** Of the text of a file there is only the beginning. */
  readonly isCut?: boolean;
  /** What differs from the original, in the user's language: scaled, cut, left out. */
  readonly note?: string;
}

/** A source the model names for what it says. */
export interface CitationPart {
  readonly type: 'citation';
  readonly citation: Citation;
}

export interface Citation {
  readonly url: string;
  readonly title?: string;
}

/**
 * What one vendor needs back on the next turn (signatures, encrypted reasoning). Stored verbatim, sent
 * back to the same vendor only, in the place where it came, and dropped for every other.
 */
export interface OpaquePart {
  readonly type: 'opaque';
  /** A `VendorId`; a plain string here, so that older and newer versions can read each other's history. */
  readonly vendor: string;
  /** JSON. */
  readonly data: unknown;
}

export type MessagePart =
  | TextPart
  | ReasoningPart
  | RefusalPart
  | ToolCallPart
  | ToolResultPart
  | FilePart
  | AttachmentPart
  | CitationPart
  | OpaquePart;

/** What vendors are sent: attachments have become texts and files. */
export type SendablePart = Exclude<MessagePart, AttachmentPart>;

export type MessageRole = 'user' | 'assistant' | 'tool';

/** Why the model stopped, over all vendors. The vendor's own word is stored beside it. */
export type FinishReason = 'stop' | 'length' | 'tool-calls' | 'content-filter' | 'refusal' | 'other';

/** All of them, as an object, so that the compiler misses one that is not there. */
export const finishReasons: Readonly<Record<FinishReason, true>> = {
  stop: true,
  length: true,
  'tool-calls': true,
  'content-filter': true,
  refusal: true,
  other: true,
};

/** What differs from the request before, so that the vendor could not read all of it from its cache. */
export type CacheMissReason = 'model' | 'system' | 'tools' | 'messages' | 'parameters';

/** All of them, as an object, so that the compiler misses one that is not there. */
export const cacheMissReasons: Readonly<Record<CacheMissReason, true>> = {
  model: true,
  system: true,
  tools: true,
  messages: true,
  parameters: true,
};

export function isCacheMissReason(value: unknown): value is CacheMissReason {
  return typeof value === 'string' && Object.hasOwn(cacheMissReasons, value);
}

/** Tokens of one turn as the vendor counted them, or an estimate. Absent numbers were not reported. */
export interface Usage {
  /** Every token of the input, cached ones included. */
  readonly inputTokens: number;
  /** Every token of the output, reasoning included. */
  readonly outputTokens: number;
  /** Part of `inputTokens` that was read from the vendor's cache. */
  readonly cachedInputTokens?: number;
  /** Part of `inputTokens` that was written to the vendor's cache. */
  readonly cacheWriteTokens?: number;
  /** Part of `outputTokens` spent on reasoning. */
  readonly reasoningTokens?: number;
  /** Why the cache was not read where it could have been, if the vendor says so. */
  readonly cacheMissReason?: CacheMissReason;
  /** Nobody tells what was billed: the tokens, or a part of them, were counted before and after. */
  readonly isEstimate?: true;
}

/** The readable text of a message: its text parts, joined. */
export function textOf(parts: readonly MessagePart[]): string {
  return parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}
