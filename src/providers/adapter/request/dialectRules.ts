import { createHash } from 'node:crypto';
import type { AdapterId } from '../../provider.js';

/** What one dialect takes of a history; what it does not take is translated by `sendableRequest`. */
export interface DialectRules {
  /** Of files in questions. */
  readonly mediaTypes: readonly string[];
  /** Whether the model's own pictures go back in its messages. */
  readonly takesOwnFiles: boolean;
  /** Images of a request. */
  readonly images: number;
  /** Bytes of one image. */
  readonly imageBytes: number;
  /** Bytes of one file, and of all files of a request together. */
  readonly fileBytes: number;
  readonly allFileBytes: number;
  /** Of calls in the history. */
  readonly callId: RegExp;
  readonly toolName: RegExp;
  /** Whether a question may follow the result of a tool. */
  readonly questionAfterResult: (model: string) => boolean;
}

const megabyte = 1024 * 1024;
const images = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];
const pdf = 'application/pdf';
const anything = /^[^]+$/;
const usualName = /^[a-zA-Z0-9_-]{1,64}$/;
const always = (): boolean => true;
/** Whoever runs them, their chat templates demand an answer after a tool's result: NousResearch/hermes-agent#20154. */
const notMistral = (model: string): boolean =>
  !/mi[sx]tral|ministral|devstral|magistral|codestral|pixtral/i.test(model);

/** Servers of Chat Completions say themselves what they refuse. */
const completions: DialectRules = {
  mediaTypes: [...images, pdf],
  takesOwnFiles: false,
  images: Number.POSITIVE_INFINITY,
  imageBytes: Number.POSITIVE_INFINITY,
  fileBytes: Number.POSITIVE_INFINITY,
  allFileBytes: Number.POSITIVE_INFINITY,
  // Gateways hide signatures in ids: they go back as they came.
  callId: anything,
  toolName: anything,
  questionAfterResult: notMistral,
};

export const dialectRules: Readonly<Record<AdapterId, DialectRules>> = {
  // https://developers.openai.com/api/docs/guides/images-vision (50 MB); call_id: orchidfiles/ungate#26, names: `FunctionTool` in the reference.
  openai: {
    ...completions,
    allFileBytes: 50 * megabyte,
    callId: /^[^]{1,64}$/,
    toolName: usualName,
    questionAfterResult: always,
  },
  // https://platform.claude.com/docs/en/build-with-claude/vision and /pdf-support: a request has 32 MB, base64 and text included.
  // An image has 5 MB as base64 (lobehub/lobehub#14711). Ids: maximhq/bifrost#5097, names: `Tool.name` in the reference.
  anthropic: {
    ...completions,
    images: 100,
    imageBytes: 3.75 * megabyte,
    allFileBytes: 22 * megabyte,
    callId: /^[a-zA-Z0-9_-]+$/,
    toolName: /^[a-zA-Z0-9_-]{1,128}$/,
    questionAfterResult: always,
  },
  // https://ai.google.dev/gemini-api/docs/image-understanding (no GIF) and /document-processing (50 MB); names: `FunctionDeclaration`.
  google: {
    ...completions,
    mediaTypes: ['image/png', 'image/jpeg', 'image/webp', 'image/heic', 'image/heif', pdf],
    takesOwnFiles: true,
    images: 3_000,
    fileBytes: 50 * megabyte,
    toolName: /^[a-zA-Z_][a-zA-Z0-9_.:-]{0,127}$/,
    questionAfterResult: always,
  },
  // https://docs.mistral.ai/capabilities/vision: 8 images of 10 MB. Ids are made by the adapter. Order: datapizza-labs/datapizza-ai#98.
  mistral: {
    ...completions,
    images: 8,
    fileBytes: 10 * megabyte,
    toolName: usualName,
    questionAfterResult: () => false,
  },
  // `ChatCompletionInputMessageChunkType` in @huggingface/tasks: texts and images.
  huggingface: { ...completions, mediaTypes: images },
  compatible: completions,
  // For a model that takes images. Names: the strictest of the vendors that may be behind it.
  vscode: { ...completions, mediaTypes: images, toolName: usualName },
};

/** The id as the dialect takes it; the same id always becomes the same. */
export function sendableCallId(id: string, { callId }: DialectRules): string {
  return callId.test(id) ? id : `call_${createHash('sha256').update(id).digest('hex').slice(0, 24)}`;
}

/** The name as the dialect takes it; the same name always becomes the same. */
export function sendableToolName(name: string, { toolName }: DialectRules): string {
  if (toolName.test(name)) return name;
  const safe = name.replaceAll(/[^a-zA-Z0-9_-]/g, '_').slice(0, 60);
  return /^[a-zA-Z_]/.test(safe) ? safe : `_${safe}`;
}
