import * as vscode from 'vscode';
import type { DoubtfulHost } from '../../../attachments/page/checkedHost.js';
import { labelOf } from '../../../core/text/labelOf.js';

/** Asks whether a page may be read at an address that is not on the open internet. */
export async function confirmHost({ host, address, kind, redirectedFrom }: DoubtfulHost): Promise<boolean> {
  const read = vscode.l10n.t('Read Page');
  const name = labelOf(host);
  const place = address === undefined || address === name ? name : `${name} (${address})`;
  const lead =
    redirectedFrom === undefined
      ? vscode.l10n.t('Read a page from {0}?', place)
      : vscode.l10n.t('Follow the redirect from {0} to {1}?', labelOf(redirectedFrom), place);
  const detail = `${kindText(kind)} ${vscode.l10n.t('The text of the page is attached, and sent with your question. Read it only if you expect a page there.')}`;
  return (await vscode.window.showWarningMessage(lead, { modal: true, detail }, read)) === read;
}

function kindText(kind: DoubtfulHost['kind']): string {
  const { t } = vscode.l10n;
  switch (kind) {
    case 'loopback':
      return t('The address is that of this computer.');
    case 'private':
      return t('The address is in a private network, not on the internet.');
    case 'link-local':
      return t(
        'The address is one of this computer’s own network. Clouds tell machines their secrets at such addresses.',
      );
    case 'reserved':
      return t('The address is reserved and belongs to nobody on the internet.');
    case 'unknown':
      return t('This computer cannot look the name up, so SCOUT cannot tell where it leads. Your proxy may know it.');
  }
}
