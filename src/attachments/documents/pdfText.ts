import { getDocumentProxy } from 'unpdf';
import type { DocumentFailure, PdfText } from './protocol.js';

/** Thrown for a PDF that cannot be opened. */
export class PdfFailure extends Error {
  override readonly name = 'PdfFailure';
  readonly failure: DocumentFailure;

  constructor(failure: DocumentFailure) {
    super(failure);
    this.failure = failure;
  }
}

/**
 * The text of a PDF, page by page with its number; empty for one that has pictures only. A page that is damaged is left out.
 * @param bytes belong to the reader afterwards. @throws PdfFailure
 */
export async function pdfText(bytes: Uint8Array, maximum: number, maximumPages: number): Promise<PdfText> {
  const document = await opened(bytes);
  const pages: string[] = [];
  let length = 0;
  let readPages = 0;
  for (let number = 1; number <= Math.min(document.numPages, maximumPages) && length < maximum; number += 1) {
    const text = await pageTextOf(document, number);
    readPages = number;
    if (text === '') continue;
    const page = `[Page ${number}]\n${text}`;
    pages.push(page.slice(0, maximum - length));
    length += page.length;
  }
  return { pages: document.numPages, readPages, text: pages.join('\n\n') };
}

type Document = Awaited<ReturnType<typeof getDocumentProxy>>;

async function opened(bytes: Uint8Array): Promise<Document> {
  try {
    // Nothing of it runs, and nothing is fetched for it.
    return await getDocumentProxy(bytes, { disableFontFace: true, useSystemFonts: false, verbosity: 0 });
  } catch (error) {
    throw new PdfFailure(error instanceof Error && error.name === 'PasswordException' ? 'password' : 'damaged');
  }
}

async function pageTextOf(document: Document, number: number): Promise<string> {
  try {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    page.cleanup();
    let text = '';
    for (const item of items) if ('str' in item) text += item.hasEOL ? `${item.str}\n` : item.str;
    return text.trim();
  } catch {
    return '';
  }
}
