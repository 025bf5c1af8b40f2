import { createHash } from 'node:crypto';
import { indentedJson } from '../../core/json.js';
import type { AttachmentPart, MessagePart } from '../../core/message.js';
import { codeLanguage } from '../../core/text/codeFence.js';
import { singleLine } from '../../core/text/singleLine.js';
import type { Conversation, StoredMessage } from '../../storage/api/chatHistory.js';
import type { ExportLocale, ExportTexts } from './exportTexts.js';
import { dateFormatter, filled } from './exportTexts.js';
import { escaped, htmlCode, htmlLink, htmlMarkdown } from './htmlMarkdown.js';
import { htmlStyle } from './htmlStyle.js';
import { attachmentLabel, authorOf, fileLabel } from './markdownDocument.js';
import { shownBranch } from './shownBranch.js';

/** Nothing runs, nothing is loaded, nothing is sent; the one style there is is known by its hash. */
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(htmlStyle).digest('base64')}'; img-src data:; base-uri 'none'; form-action 'none'`;

/** A document that holds all it needs, in pieces: a beginning, conversations one after the other, an end. */
export class HtmlDocument {
  readonly #texts: ExportTexts;
  readonly #language: string;
  readonly #date: (time: number) => string;
  readonly #isAlone: boolean;
  readonly #render: (markdown: string) => string;
  /** Anchors by conversation: ids may hold what an anchor may not. */
  readonly #anchors = new Map<string, string>();

  /** @param isAlone a document of one conversation, whose title is the document's */
  constructor(texts: ExportTexts, locale: ExportLocale, isAlone: boolean) {
    this.#texts = texts;
    this.#language = locale.language;
    this.#date = dateFormatter(locale);
    this.#isAlone = isAlone;
    // Below the headings of conversations and messages.
    this.#render = htmlMarkdown(texts, isAlone ? 3 : 4);
  }

  begin(conversations: readonly Pick<Conversation, 'id' | 'title'>[]): string {
    conversations.forEach(({ id }, index) => this.#anchors.set(id, `chat-${index + 1}`));
    const title = escaped(this.#isAlone ? this.#titleOf(conversations[0]!) : this.#texts.chats);
    const head = `<!doctype html>
<html lang="${escaped(this.#language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${htmlStyle}</style>
</head>
<body>
<main>
`;
    if (this.#isAlone) return head;
    const entries = conversations.map(
      (conversation) =>
        `<li><a href="#${this.#anchors.get(conversation.id)}" dir="auto">${escaped(this.#titleOf(conversation))}</a></li>`,
    );
    return `${head}<h1>${title}</h1>\n<nav aria-labelledby="contents"><strong id="contents">${escaped(this.#texts.contents)}</strong>\n<ol>\n${entries.join('\n')}\n</ol></nav>\n`;
  }

  conversation(conversation: Conversation, messages: readonly StoredMessage[]): string {
    const { branch, others } = shownBranch(conversation, messages);
    const level = this.#isAlone ? 1 : 2;
    const anchor = this.#anchors.get(conversation.id);
    const { createdAt, updatedAt, tags } = conversation;
    const about = [this.#time(createdAt), ...(updatedAt === createdAt ? [] : [this.#time(updatedAt)])].join(' – ');
    const labels = tags.map((tag) => ` · <span dir="auto">${escaped(singleLine(tag))}</span>`).join('');
    return `<section class="chat" aria-labelledby="${anchor}">
<h${level} id="${anchor}" dir="auto">${escaped(this.#titleOf(conversation))}</h${level}>
<p class="about">${about}${labels}</p>
${branch.map((message) => this.#message(message, level + 1)).join('')}${branch.length === 0 ? `<p class="note">${escaped(this.#texts.noMessages)}</p>\n` : ''}${
      others === 0 ? '' : `<p class="note">${escaped(filled(this.#texts.otherBranches, String(others)))}</p>\n`
    }</section>
`;
  }

  end(exportedAt: number): string {
    const [before, after] = this.#texts.exportedOn.split('{0}').map(escaped);
    return `</main>\n<footer>${before}${this.#time(exportedAt)}${after ?? ''}</footer>\n</body>\n</html>\n`;
  }

  #message(message: StoredMessage, level: number): string {
    const end =
      message.status === 'failed' ? this.#texts.failed : message.status === 'complete' ? '' : this.#texts.interrupted;
    return `<article class="message ${message.role}">
<header><h${level}>${escaped(authorOf(message, this.#texts))}</h${level}>${this.#time(message.createdAt)}</header>
${this.#body(message.parts)}${end === '' ? '' : `<p class="note">${escaped(end)}</p>\n`}</article>
`;
  }

  /** Texts that follow each other are one, as they are on screen. */
  #body(parts: readonly MessagePart[]): string {
    const blocks: string[] = [];
    let text = '';
    const endText = (): void => {
      if (text.trim() !== '') blocks.push(`<div class="said" dir="auto">\n${this.#render(text)}</div>\n`);
      text = '';
    };
    const sources = new Map<string, string>();
    for (const part of parts) {
      if (part.type === 'text' || part.type === 'refusal') text += part.text;
      else if (part.type === 'citation') sources.set(part.citation.url, part.citation.title ?? part.citation.url);
      else if (part.type !== 'opaque') {
        endText();
        blocks.push(this.#block(part));
      }
    }
    endText();
    const list = [...sources].map(([url, title]) => `<li>${htmlLink(url, singleLine(title) || url)}</li>\n`);
    if (list.length > 0)
      blocks.push(
        `<div class="said"><p><strong>${escaped(this.#texts.sources)}</strong></p>\n<ul>\n${list.join('')}</ul>\n</div>\n`,
      );
    return blocks.join('');
  }

  #block(part: Exclude<MessagePart, { type: 'text' | 'refusal' | 'citation' | 'opaque' }>): string {
    switch (part.type) {
      case 'reasoning':
        return part.text.trim() === ''
          ? ''
          : folded(this.#texts.reasoning, `<div dir="auto">${this.#render(part.text)}</div>`);
      case 'tool-call':
        return folded(filled(this.#texts.toolCall, singleLine(part.name)), htmlCode(indentedJson(part.input), 'json'));
      case 'tool-result':
        return folded(part.isError ? this.#texts.toolFailed : this.#texts.toolResult, htmlCode(part.output, ''));
      case 'attachment':
        return this.#attachment(part);
      case 'file':
        return this.#file(part.mediaType, part.data, filled(this.#texts.attachment, fileLabel(part)), part.name);
    }
  }

  #attachment(part: AttachmentPart): string {
    const { text, data, languageId, mediaType, label } = part;
    const title = filled(this.#texts.attachment, attachmentLabel(part));
    const file = data === undefined ? '' : this.#file(mediaType, data, title, label);
    return text === undefined ? file : `${file}${folded(title, htmlCode(text, codeLanguage(languageId ?? '')))}`;
  }

  /** What is shown must be what it says: anything but plain base64 of a known kind is named only. */
  #file(mediaType: string, data: string, label: string, name = 'attachment'): string {
    const isSound = /^[A-Za-z0-9+/]+={0,2}$/u.test(data);
    if (isSound && /^image\/(?:png|jpeg|gif|webp)$/u.test(mediaType)) {
      return `<figure><img src="data:${mediaType};base64,${data}" alt="${escaped(label)}"></figure>\n`;
    }
    if (isSound && mediaType === 'application/pdf') {
      return `<p><a href="data:application/pdf;base64,${data}" download="${escaped(singleLine(name))}">${escaped(label)}</a></p>\n`;
    }
    return `<p class="note">${escaped(label)}</p>\n`;
  }

  #time(time: number): string {
    const iso = Math.abs(time) <= 8.64e15 ? ` datetime="${new Date(time).toISOString()}"` : '';
    return `<time${iso}>${escaped(this.#date(time))}</time>`;
  }

  #titleOf({ title }: Pick<Conversation, 'title'>): string {
    return singleLine(title) || this.#texts.untitled;
  }
}

function folded(summary: string, body: string): string {
  return `<details><summary>${escaped(summary)}</summary>\n${body}</details>\n`;
}
