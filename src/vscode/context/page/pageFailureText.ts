import * as vscode from 'vscode';
import { maximumAttachmentData } from '../../../attachments/limits.js';
import type { PageFailure } from '../../../attachments/page/pageFailure.js';
import { formatBytes } from '../../../core/text/formatBytes.js';
import { labelOf } from '../../../core/text/labelOf.js';

/** What happened to a page, and what next. Nothing was attached, whatever it was. */
export function pageFailureText({ reason, detail }: PageFailure): string {
  return `${reasonText(reason, labelOf(detail))} ${vscode.l10n.t('Nothing was attached.')}`;
}

function reasonText(reason: PageFailure['reason'], detail: string): string {
  const { t } = vscode.l10n;
  switch (reason) {
    case 'bad-address':
      return t('“{0}” is not the address of a web page.', detail);
    case 'other-scheme':
      return t('Only pages with http or https can be attached, and this address leads to “{0}”.', detail);
    case 'credentials':
      return t(
        'The address of {0} has a login in it, which would become part of the chat. Remove it and try again.',
        detail,
      );
    case 'not-found':
      return t('{0} was not found. Check the address and your connection.', detail);
    case 'unreachable':
      return t('The connection to {0} failed. Try again later.', detail);
    case 'certificate':
      return t('The certificate of {0} is not valid or not trusted, so the page was not read.', detail);
    case 'status':
      return detail === '401' || detail === '403'
        ? t(
            'The server does not show this page without a login (status {0}). Copy its text and paste it instead.',
            detail,
          )
        : t('The server answered with status {0} and not with the page. Check the address.', detail);
    case 'redirects':
      return t('The page redirects more than {0} times.', detail);
    case 'timeout':
      return t('The page did not arrive within {0} seconds. Try again later.', detail);
    case 'too-large':
      return t('The file at this address is larger than {0}.', formatBytes(maximumAttachmentData));
    case 'other-content':
      return t('What is at this address is neither text nor an image or a PDF that models can read ({0}).', detail);
    case 'empty':
      return t(
        'The page has no text. It may be one that scripts fill in: copy its text in the browser and paste it instead.',
      );
  }
}
