import { storableValues } from '../../core/json.js';
import type { AttachmentPart } from '../../core/message.js';
import { singleLine } from '../../core/text/singleLine.js';
import { isBase64 } from './attachedFile.js';
import type { ImportedMessage, ImportedPart, NoteCode, RecordSource } from '../importedConversation.js';

/** How many files an attachment is made of. */
const maximumSources = 1_000;

/** What is left of what a message may have. */
interface Room {
  characters: number;
  files: number;
  attachmentBytes: number;
  opaqueParts: number;
  values: number;
}

/** Keeps what comes in within what can be saved, shown and exported. What is cut or left out is noted. One for each conversation. */
export class ContentBounds {
  readonly #note: RecordSource['note'];
  readonly #limits: RecordSource['limits'];
  /** What is left of what the conversation's attachments may have, in bytes. */
  #attachmentBytes: number;
  /** How many more messages it may have. */
  #messages: number;

  constructor({ note, limits }: Pick<RecordSource, 'note' | 'limits'>) {
    this.#note = note;
    this.#limits = limits;
    this.#attachmentBytes = limits.conversationAttachmentBytes;
    this.#messages = limits.messages;
  }

  /** To be asked for each message, in an order in which they come after their parents. @returns whether the conversation may have it. */
  takeMessage(): boolean {
    this.#messages -= 1;
    if (this.#messages >= 0) return true;
    this.#note('many-messages');
    return false;
  }

  /** To be called once for each message. */
  parts(parts: readonly ImportedPart[]): readonly ImportedPart[] {
    const limits = this.#limits;
    const room: Room = {
      characters: limits.messageCharacters,
      files: limits.messageFiles,
      attachmentBytes: limits.messageAttachmentBytes,
      opaqueParts: limits.messageOpaqueParts,
      values: limits.messageValues,
    };
    const fewer = parts.length > limits.messageParts ? withJoinedTexts(parts) : parts;
    return this.#first(limits.messageParts, fewer, 'many-parts').flatMap((part) => this.#part(part, room));
  }

  /** A title or another label, as one line. @param maximum in characters; all of them by default that a title may have */
  label(text: string, maximum: number = this.#limits.titleCharacters): string {
    const whole = singleLine(text);
    const line = singleLine(text, maximum);
    if (line.length < whole.length) this.#note('long-text');
    return line;
  }

  /** Each once, as one line. */
  tags(tags: readonly string[]): readonly string[] {
    const { tags: maximum, tagCharacters } = this.#limits;
    const lines = new Set(tags.map((tag) => this.label(tag, tagCharacters)).filter((tag) => tag !== ''));
    return this.#first(maximum, [...lines], 'many-labels');
  }

  /** An address, which is of no use when some of it is missing. */
  address(url: string | null): string | null {
    if (url === null || url.length <= this.#limits.urlCharacters) return url;
    this.#note('long-text');
    return null;
  }

  jobs<J>(jobs: readonly J[]): readonly J[] {
    return this.#first(this.#limits.jobs, jobs, 'many-labels');
  }

  /** The message's fields beside its parts. */
  fields<M extends Pick<ImportedMessage, 'provider' | 'providerName' | 'model' | 'rawFinishReason' | 'error'>>(
    message: M,
  ): M {
    const { errorCharacters } = this.#limits;
    const { provider, providerName, model, rawFinishReason, error } = message;
    return {
      ...message,
      ...(provider === undefined ? {} : { provider: this.#cut(provider) }),
      ...(providerName === undefined ? {} : { providerName: this.#cut(providerName) }),
      ...(model === undefined ? {} : { model: this.#cut(model) }),
      ...(rawFinishReason === undefined ? {} : { rawFinishReason: this.#cut(rawFinishReason) }),
      ...(error === undefined ? {} : { error: { ...error, message: this.#cut(error.message, errorCharacters) } }),
    };
  }

  /** So many of them; each of the others is noted. */
  #first<T>(maximum: number, all: readonly T[], note: NoteCode): readonly T[] {
    for (let index = maximum; index < all.length; index += 1) this.#note(note);
    return all.slice(0, maximum);
  }

  #cut(text: string, maximum = this.#limits.nameCharacters): string {
    const kept = cut(text, maximum);
    if (kept.length < text.length) this.#note('long-text');
    return kept;
  }

  #part(part: ImportedPart, room: Room): readonly ImportedPart[] {
    switch (part.type) {
      case 'text':
      case 'reasoning':
      case 'refusal': {
        const text = this.#text(part.text, room);
        return text === part.text ? [part] : text === '' ? [] : [{ ...part, text }];
      }
      case 'tool-call':
        return [
          {
            ...part,
            id: this.#name(part.id, room),
            name: this.#name(part.name, room),
            input: this.#data(part.input, room),
          },
        ];
      case 'tool-result':
        return [{ ...part, callId: this.#name(part.callId, room), output: this.#text(part.output, room) }];
      case 'file':
        // Whatever is no base64 is stored as a text.
        if (!isBase64(part.data)) return [{ ...part, data: this.#text(part.data, room) }];
        return this.#hasRoomFor(Math.ceil(part.data.length * 0.75), room) ? [part] : [];
      case 'attachment':
        return this.#attachment(part, room);
      case 'deferred-file':
        return this.#hasRoomFor(part.size, room) ? [part] : [];
      case 'citation': {
        const { url, title } = part.citation;
        if (url.length > Math.min(this.#limits.urlCharacters, room.characters)) {
          this.#note('long-text');
          return [];
        }
        room.characters -= url.length;
        return [title === undefined ? part : { ...part, citation: { url, title: this.#name(title, room) } }];
      }
      case 'opaque': {
        room.opaqueParts -= 1;
        // Part of it is of no use to whoever needs it back.
        if (room.opaqueParts >= 0 && this.#take(part.data, room)) return [part];
        this.#note('opaque-hidden');
        return [];
      }
    }
  }

  #attachment(part: AttachmentPart, room: Room): readonly AttachmentPart[] {
    const { data, text, uri, sources, languageId, note, range, ...rest } = part;
    const bytes = data === undefined ? undefined : this.#attachedData(data, room);
    // Nothing is left that could be shown.
    if (bytes === undefined && text === undefined) return [];
    const address = uri === undefined ? undefined : this.address(uri);
    return [
      {
        ...rest,
        id: this.#name(part.id, room),
        label: singleLine(this.#name(part.label, room)),
        mediaType: singleLine(this.#name(part.mediaType, room)),
        ...(text === undefined ? {} : { text: this.#text(text, room) }),
        ...(bytes === undefined ? {} : { data: bytes }),
        ...(address === undefined || address === null ? {} : { uri: this.#text(address, room) }),
        ...(range === undefined ? {} : { range: { start: range.start, end: range.end } }),
        ...(sources === undefined ? {} : { sources: this.#sources(sources, room) }),
        ...(languageId === undefined ? {} : { languageId: singleLine(this.#name(languageId, room)) }),
        ...(note === undefined ? {} : { note: singleLine(this.#name(note, room)) }),
      },
    ];
  }

  /** `undefined`, with a note, for what is no base64, or too much. */
  #attachedData(data: string, room: Room): string | undefined {
    if (!isBase64(data)) {
      this.#note('attachment-missing');
      return undefined;
    }
    return this.#hasRoomFor(Math.ceil(data.length * 0.75), room) ? data : undefined;
  }

  #sources(sources: readonly string[], room: Room): readonly string[] {
    const uris = this.#first(maximumSources, sources, 'many-labels').flatMap((uri) => this.address(uri) ?? []);
    return uris.map((uri) => this.#text(uri, room));
  }

  #name(text: string, room: Room): string {
    return this.#text(text, room, this.#limits.nameCharacters);
  }

  #text(text: string, room: Room, maximum = Number.POSITIVE_INFINITY): string {
    const kept = this.#cut(text, Math.min(maximum, room.characters));
    room.characters -= kept.length;
    return kept;
  }

  #data(value: unknown, room: Room): unknown {
    if (this.#take(value, room)) return value;
    this.#note('deep-data');
    return null;
  }

  #take(value: unknown, room: Room): boolean {
    const values = storableValues(value);
    if (values === undefined || values > room.values) return false;
    const { length } = JSON.stringify(value);
    if (length > room.characters) return false;
    room.values -= values;
    room.characters -= length;
    return true;
  }

  /** @param size of an attachment, in bytes */
  #hasRoomFor(size: number, room: Room): boolean {
    const fits =
      room.files > 0 &&
      size <= this.#limits.attachmentBytes &&
      size <= room.attachmentBytes &&
      size <= this.#attachmentBytes;
    if (!fits) this.#note('attachment-size');
    else {
      room.files -= 1;
      room.attachmentBytes -= size;
      this.#attachmentBytes -= size;
    }
    return fits;
  }
}

/** Texts of a kind that follow each other, as one: nothing shows where one ends. */
function withJoinedTexts(parts: readonly ImportedPart[]): ImportedPart[] {
  const joined: ImportedPart[] = [];
  let texts: string[] = [];
  for (const [index, part] of parts.entries()) {
    const next = parts[index + 1];
    if (part.type !== 'text' && part.type !== 'reasoning' && part.type !== 'refusal') {
      joined.push(part);
      continue;
    }
    texts.push(part.text);
    if (next?.type === part.type) continue;
    joined.push({ ...part, text: texts.join('') });
    texts = [];
  }
  return joined;
}

/** The first characters, the last of them not halved. */
function cut(text: string, maximum: number): string {
  if (text.length <= maximum) return text;
  const last = text.charCodeAt(maximum - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? maximum - 1 : maximum);
}
