import type { Conversation, StoredJob, StoredMessage } from '../../storage/api/chatHistory.js';
import { dateFormatter, type ExportLocale, type ExportTexts } from './exportTexts.js';
import { fileNameOf, UniqueNames } from './fileNames.js';
import { markdownDocument } from './markdownDocument.js';
import type { OutputPlace } from './outputFile.js';
import { archiveBeginning, archiveEnd, archiveEntries } from './scoutArchive.js';

/** `markdown` is a file for one conversation; `markdown-folder` a folder with a file for each. */
export type ExportFormat = 'json' | 'html' | 'markdown' | 'markdown-folder';

export interface WriterOptions {
  readonly texts: ExportTexts;
  readonly locale: ExportLocale;
  /** Unix milliseconds. */
  readonly exportedAt: number;
}

/** Writes conversations, one after the other, into its place. Rejects with `ExportFailure`. */
export interface ConversationWriter {
  write(conversation: Conversation, messages: readonly StoredMessage[], jobs: readonly StoredJob[]): Promise<void>;
  end(): Promise<void>;
}

/** @param listed what is going to be written, for a table of contents */
type Begin = (
  place: OutputPlace,
  options: WriterOptions,
  listed: readonly Conversation[],
) => Promise<ConversationWriter>;

export const beginWriting: Readonly<Record<ExportFormat, Begin>> = {
  async json(place, { exportedAt }) {
    const file = await place.file();
    let separator = '\n';
    await file.write(archiveBeginning(exportedAt));
    return {
      async write(conversation, messages, jobs) {
        for (const entry of archiveEntries(conversation, messages, jobs)) {
          await file.write(separator);
          await file.write(entry);
          separator = ',\n';
        }
      },
      async end() {
        await file.write(archiveEnd);
        await file.finish();
      },
    };
  },

  async html(place, { texts, locale, exportedAt }, listed) {
    // What renders and colours is loaded by those who need it.
    const { HtmlDocument } = await import('./htmlDocument.js');
    const file = await place.file();
    const document = new HtmlDocument(texts, locale, listed.length === 1);
    await file.write(document.begin(listed));
    return {
      write: (conversation, messages) => file.write(document.conversation(conversation, messages)),
      async end() {
        await file.write(document.end(exportedAt));
        await file.finish();
      },
    };
  },

  async markdown(place, { texts, locale }) {
    const file = await place.file();
    return {
      write: (conversation, messages) =>
        file.write(markdownDocument(conversation, messages, texts, dateFormatter(locale))),
      end: () => file.finish(),
    };
  },

  async 'markdown-folder'(place, { texts, locale }) {
    await place.makeFolder();
    const names = new UniqueNames();
    return {
      async write(conversation, messages) {
        const { title, createdAt } = conversation;
        const day = Math.abs(createdAt) <= 8.64e15 ? `${new Date(createdAt).toISOString().slice(0, 10)} ` : '';
        const file = await place.fileIn(
          `${names.take(day + fileNameOf(title, fileNameOf(texts.untitled, 'chat')))}.md`,
        );
        await file.write(markdownDocument(conversation, messages, texts, dateFormatter(locale)));
        await file.finish();
      },
      end: () => Promise.resolve(),
    };
  },
};
