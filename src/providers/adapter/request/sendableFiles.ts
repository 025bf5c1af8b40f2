import { ScoutError } from '../../../core/errors.js';
import { ownMediaType, usualMediaType } from '../../../core/fileType.js';
import type { FilePart, SendablePart } from '../../../core/message.js';
import { labelOf } from '../../../core/text/labelOf.js';
import type { ChatMessage, ModelInputs } from '../../provider.js';
import type { DialectRules } from './dialectRules.js';

/** Characters of a file's name or type in a sentence. */
const maximumLabel = 100;

/**
 * The messages with the files that the dialect takes. A file of an earlier message that it does not take, or that is beyond its limits, is
 * replaced by a sentence for the model: the latest stay. Throws `unsupported-input` for one of the last question: it would not be answered.
 * Every file goes out as what its content is: vendors refuse a picture under the type of another one (vybestack/llxprt-code#2130), and with
 * it every further question of the chat.
 * @param vendor as shown to users
 * @param inputs what is known of the model
 */
export function withSendableFiles(
  messages: readonly ChatMessage[],
  rules: DialectRules,
  vendor: string,
  inputs: ModelInputs = {},
): readonly ChatMessage[] {
  if (!messages.some(({ parts }) => parts.some(isFile))) return messages;
  const room = createRoom(rules, inputs);
  const question = messages.findLastIndex(({ role }) => role === 'user');
  const sendable = (given: FilePart, index: number): SendablePart => {
    const file = { ...given, mediaType: ownMediaType(given.data) ?? usualMediaType(given.mediaType) };
    if (messages[index]!.role === 'assistant')
      return rules.takesOwnFiles && room.problemOf(file) === undefined ? file : shownPicture;
    const problem = room.problemOf(file);
    if (problem === undefined) return file;
    if (index === question) throw new ScoutError('unsupported-input', `${vendor} ${problem}: ${nameOf(file)}.`);
    return { type: 'text', text: `[A file was attached here: ${nameOf(file)}. It is left out: ${vendor} ${problem}.]` };
  };
  // From the last to the first, so that the limits leave the latest.
  const reversed = [...messages.entries()].reverse().map(([index, message]): ChatMessage => {
    if (!message.parts.some(isFile)) return message;
    const parts = message.parts.toReversed().map((part) => (isFile(part) ? sendable(part, index) : part));
    return { role: message.role, parts: parts.reverse() };
  });
  return reversed.reverse();
}

export const shownPicture = { type: 'text', text: '[A picture was shown here.]' } as const;

function isFile(part: SendablePart): part is FilePart {
  return part.type === 'file';
}

/** The types that `ownMediaType` knows. */
const recognized = /^(?:image\/(?:png|jpeg|gif|webp)|application\/pdf)$/u;

/** Counts the files that are sent. */
function createRoom(
  { mediaTypes, images, imageBytes, fileBytes, allFileBytes }: DialectRules,
  { imageInput, pdfInput }: ModelInputs,
): {
  /** Why a file cannot be sent, as the rest of a sentence about the vendor; takes its room if it can. */
  problemOf: (file: FilePart) => string | undefined;
} {
  let [imageCount, sum] = [0, 0];
  return {
    problemOf({ data, mediaType }) {
      const bytes = Math.floor((data.length * 3) / 4);
      const isImage = mediaType.startsWith('image/');
      if (bytes === 0) return 'takes no empty files';
      if (!mediaTypes.includes(mediaType)) return 'does not take files of this type';
      if (recognized.test(mediaType) && ownMediaType(data) === undefined) return 'cannot read this file';
      if (isImage && imageInput === false) return 'takes no images with this model';
      if (mediaType === 'application/pdf' && pdfInput === false) return 'takes no PDFs with this model';
      if (isImage && bytes > imageBytes) return `takes no images of more than ${megabytes(imageBytes)} MB`;
      if (bytes > fileBytes) return `takes no files of more than ${megabytes(fileBytes)} MB`;
      if (sum + bytes > allFileBytes) return `takes no more than ${megabytes(allFileBytes)} MB of files with a chat`;
      if (isImage && imageCount >= images) return `takes no more than ${images} images with a chat`;
      sum += bytes;
      if (isImage) imageCount += 1;
      return undefined;
    },
  };
}

function megabytes(bytes: number): number {
  return Math.floor((bytes / 1024 / 1024) * 10) / 10;
}

function nameOf({ name, mediaType }: FilePart): string {
  const type = labelOf(mediaType, maximumLabel);
  return name === undefined ? type : `${labelOf(name, maximumLabel)} (${type})`;
}
