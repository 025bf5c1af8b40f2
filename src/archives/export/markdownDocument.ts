import { indentedJson } from '../../core/json.js';
import type { AttachmentPart, FilePart, MessagePart } from '../../core/message.js';
import type { Conversation, StoredMessage } from '../../storage/api/chatHistory.js';
import { singleLine } from '../../core/text/singleLine.js';
import { fenced } from '../../core/text/codeFence.js';
import { closedMarkdown } from './closedMarkdown.js';
import { filled, type ExportTexts } from './exportTexts.js';
import { shownBranch } from './shownBranch.js';

/** What YAML takes only as an escape, and what turns the direction of text. */
const unprintable = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu;

/** A conversation as a document of its own: what SCOUT knows of it as YAML, then what was said. */
export function markdownDocument(
  conversation: Conversation,
  messages: readonly StoredMessage[],
  texts: ExportTexts,
  date: (time: number) => string,
): string {
  const title = singleLine(conversation.title) || texts.untitled;
  const { branch, others } = shownBranch(conversation, messages);
  const said = branch.map((message) => messageText(message, texts, date));
  const blocks = [
    frontMatter(conversation),
    `# ${escapedHeading(title)}`,
    ...(said.length === 0 ? [`*${texts.noMessages}*`] : said),
    ...(others === 0 ? [] : ['---', `*${filled(texts.otherBranches, String(others))}*`]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** YAML takes JSON's texts as they are, but for some characters that nobody sees. */
function frontMatter(conversation: Conversation): string {
  const { id, title, createdAt, updatedAt, workspace, persona, pinned, archived, tags } = conversation;
  const fields: Readonly<Record<string, unknown>> = {
    title,
    id,
    created: isoTime(createdAt),
    updated: isoTime(updatedAt),
    ...(workspace === null ? {} : { workspace }),
    ...(persona === null ? {} : { persona }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(pinned ? { pinned } : {}),
    ...(archived ? { archived } : {}),
  };
  const lines = Object.entries(fields).map(
    ([key, value]) => `${key}: ${JSON.stringify(value).replace(unprintable, escapedUnit)}`,
  );
  return `---\n${lines.join('\n')}\n---`;
}

function escapedUnit(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function messageText(message: StoredMessage, texts: ExportTexts, date: (time: number) => string): string {
  const body = joinedParts(message.parts, texts);
  const end = message.status === 'failed' ? texts.failed : message.status === 'complete' ? '' : texts.interrupted;
  return [
    `## ${escapedHeading(`${authorOf(message, texts)} · ${date(message.createdAt)}`)}`,
    ...body,
    ...(end === '' ? [] : [`*${end}*`]),
  ].join('\n\n');
}

export function authorOf({ role, provider, providerName, model }: StoredMessage, texts: ExportTexts): string {
  if (role === 'user') return texts.you;
  if (role === 'tool') return texts.tool;
  const names = [providerName ?? provider, model]
    .filter((name) => name !== undefined && name !== '')
    .map((name) => singleLine(name!));
  return names.length === 0 ? texts.assistant : `${texts.assistant} (${names.join(' · ')})`;
}

/** Texts that follow each other are one, as they are on screen; everything else is a block. */
function joinedParts(parts: readonly MessagePart[], texts: ExportTexts): string[] {
  const blocks: string[] = [];
  let text = '';
  const endText = (): void => {
    // The indentation of the first line may make it code.
    if (text.trim() !== '') blocks.push(closedMarkdown(text.replace(/^(?:[^\S\n]*\n)+/u, '').trimEnd()));
    text = '';
  };
  const sources = new Map<string, string>();
  for (const part of parts) {
    if (part.type === 'text' || part.type === 'refusal') text += part.text;
    else if (part.type === 'citation')
      sources.set(part.citation.url, singleLine(part.citation.title ?? part.citation.url));
    else if (part.type !== 'opaque') {
      endText();
      blocks.push(blockOf(part, texts));
    }
  }
  endText();
  if (sources.size > 0)
    blocks.push(
      `**${texts.sources}**\n\n${[...sources].map(([url, title]) => `- [${escapedText(title)}](<${url.replace(/[<>\\\s]/gu, encodeURIComponent)}>)`).join('\n')}`,
    );
  return blocks.filter((block) => block !== '');
}

function blockOf(
  part: Exclude<MessagePart, { type: 'text' | 'refusal' | 'citation' | 'opaque' }>,
  texts: ExportTexts,
): string {
  switch (part.type) {
    case 'reasoning':
      return part.text.trim() === '' ? '' : `> **${texts.reasoning}**\n>\n${quoted(part.text.trim())}`;
    case 'tool-call':
      return `**${filled(texts.toolCall, `\`${singleLine(part.name).replaceAll('`', "'")}\``)}**\n\n${fenced(indentedJson(part.input), 'json')}`;
    case 'tool-result':
      return `**${part.isError ? texts.toolFailed : texts.toolResult}**\n\n${fenced(part.output)}`;
    case 'attachment':
      return attachmentBlock(part, texts);
    case 'file':
      return `*${filled(texts.attachment, escapedText(fileLabel(part)))}*`;
  }
}

function attachmentBlock(part: AttachmentPart, texts: ExportTexts): string {
  const label = `*${filled(texts.attachment, escapedText(attachmentLabel(part)))}*`;
  return part.text === undefined ? label : `${label}\n\n${fenced(part.text, part.languageId ?? '')}`;
}

/** What is called after its place has the lines, too. */
export function attachmentLabel({ label, range, note }: AttachmentPart): string {
  const lines = range === undefined ? '' : `:${range.start}\u2013${range.end}`;
  return singleLine(`${label}${lines}${note === undefined ? '' : ` (${note})`}`);
}

export function fileLabel({ name, mediaType }: FilePart): string {
  return name === undefined ? singleLine(mediaType) : `${singleLine(name)} (${singleLine(mediaType)})`;
}

function isoTime(time: number): string | number {
  return Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : time;
}

function quoted(text: string): string {
  return text
    .split(/\r\n?|\n/u)
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');
}

/** A title is no Markdown: what would be read as such is escaped. */
function escapedHeading(text: string): string {
  return text.replace(/[\\`*_~&[\]<>#]/gu, String.raw`\$&`);
}

function escapedText(text: string): string {
  return text.replace(/[\\`*_~&[\]<>]/gu, String.raw`\$&`);
}
