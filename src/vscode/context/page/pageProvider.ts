import * as vscode from 'vscode';
import type { AttachmentCandidate, AttachmentProvider } from '../../../attachments/attachmentSource.js';
import { DocumentError, runDocumentJob } from '../../../attachments/documents/runDocumentJob.js';
import { fuzzyCandidates } from '../../../attachments/fuzzyCandidates.js';
import { newAttachment } from '../../../attachments/newAttachment.js';
import { pageAddress } from '../../../attachments/page/pageAddress.js';
import { pageContentKind, pageText } from '../../../attachments/page/pageContent.js';
import { fetchPage, type FetchedPage } from '../../../attachments/page/fetchPage.js';
import { PageFailure } from '../../../attachments/page/pageFailure.js';
import { beginningWithin } from '../../../attachments/textWithin.js';
import { ScoutError } from '../../../core/errors.js';
import { usualMediaType } from '../../../core/fileType.js';
import type { AttachmentPart } from '../../../core/message.js';
import { formatBytes } from '../../../core/text/formatBytes.js';
import { labelOf } from '../../../core/text/labelOf.js';
import type { DocumentReader } from '../documents/documentReader.js';
import { confirmHost } from './confirmHost.js';
import { pageFailureText } from './pageFailureText.js';

/** What a model is given of a page, in UTF-16 code units. */
const maximumPageText = 400_000;

export const pagePrefix = 'page';

export interface PageProviderDependencies {
  readonly reader: DocumentReader;
  /** The built `documentWorker.js`. */
  readonly workerFile: string;
}

/** Pages of the web, read when they are attached and at no other time. A candidate's id is `page:` and the address. */
export class PageProvider implements AttachmentProvider {
  readonly prefix = pagePrefix;
  readonly #dependencies: PageProviderDependencies;

  constructor(dependencies: PageProviderDependencies) {
    this.#dependencies = dependencies;
  }

  find(query: string): Promise<readonly AttachmentCandidate[]> {
    const base = { kind: 'page', description: '', matches: [] } as const;
    const typed = query.trim();
    // What was typed is all the user means: nothing is looked up for it.
    if (/^https?:\/\/\S+$/iu.test(typed))
      return Promise.resolve([{ ...base, id: `${pagePrefix}:${typed}`, label: labelOf(typed) }]);
    const label = vscode.l10n.t('Web Page…');
    return Promise.resolve(fuzzyCandidates(query, [{ ...base, id: `${pagePrefix}:`, label }]));
  }

  async capture(candidateId: string, signal: AbortSignal): Promise<readonly AttachmentPart[]> {
    const given = candidateId.slice(pagePrefix.length + 1);
    const address = given === '' ? await askForAddress() : given;
    if (address === undefined || address.trim() === '') return [];
    try {
      const check = { confirm: confirmHost, mayUseProxy: mayUseProxy() };
      const page = await fetchPage(address, check, signal);
      return page === undefined ? [] : [await this.#partOf(page, signal)];
    } catch (error) {
      if (error instanceof PageFailure) throw new ScoutError('unsupported-input', pageFailureText(error));
      throw error;
    }
  }

  async #partOf(page: FetchedPage, signal: AbortSignal): Promise<AttachmentPart> {
    const { bytes, contentType, url } = page;
    const kind = pageContentKind(contentType, bytes);
    if (kind === 'other') throw new PageFailure('other-content', usualMediaType(contentType));
    if (kind === 'pdf' || kind === 'image') {
      const read = await this.#dependencies.reader.read({ name: nameOf(url), bytes, uri: url }, signal);
      if (read === undefined) throw new PageFailure('other-content', usualMediaType(contentType));
      return read;
    }
    const decoded = pageText(contentType, bytes, kind);
    const { title, text, isCut } =
      kind === 'html'
        ? await this.#textOfHtml(decoded, signal)
        : { title: '', ...beginningWithin(decoded, maximumPageText) };
    if (text.trim() === '') throw new PageFailure('empty', '');
    const language = /[/+]json$/u.test(usualMediaType(contentType)) ? { languageId: 'json' } : {};
    return newAttachment({
      kind: 'page',
      label: labelOf(title) || labelOf(url),
      text,
      uri: url,
      bytes: bytes.length,
      ...language,
      ...(page.isCut || isCut ? { note: cutNote(page, isCut) } : {}),
    });
  }

  async #textOfHtml(html: string, signal: AbortSignal): Promise<{ title: string; text: string; isCut: boolean }> {
    try {
      return await runDocumentJob(
        { kind: 'html', html, maximum: maximumPageText },
        this.#dependencies.workerFile,
        signal,
      );
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error;
      const text = vscode.l10n.t(
        'Making text of the page took too long or too much memory. Nothing was attached. Copy its text in the browser and paste it instead.',
      );
      throw new ScoutError('unsupported-input', text);
    }
  }
}

function cutNote({ isCut, bytes }: FetchedPage, isTextCut: boolean): string {
  return isCut && !isTextCut
    ? vscode.l10n.t('only the first {0} of the page were read', formatBytes(bytes.length))
    : vscode.l10n.t('only the beginning of the page');
}

function nameOf(url: string): string {
  const { hostname, pathname } = new URL(url);
  return pathname.split('/').findLast((name) => name !== '') ?? hostname;
}

async function askForAddress(): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Attach a Web Page'),
    prompt: vscode.l10n.t('The page is read once, now, and its text is attached.'),
    placeHolder: 'https://',
    ignoreFocusOut: true,
    validateInput: (typed) => {
      try {
        pageAddress(typed);
        return undefined;
      } catch (error) {
        return error instanceof PageFailure && typed.trim() !== '' ? pageFailureText(error) : '';
      }
    },
  });
}

/** Whether the user, or the system, has said that there is a proxy. It looks names up in the place of this computer. */
function mayUseProxy(): boolean {
  const setting = vscode.workspace.getConfiguration('http').get<string>('proxy', '');
  return (
    setting !== '' ||
    ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'].some((name) => (process.env[name] ?? '') !== '')
  );
}
