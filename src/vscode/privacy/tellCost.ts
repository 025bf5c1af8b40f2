import * as vscode from 'vscode';
import { partTokens } from '../../chat/answering/partTokens.js';
import { requestSize } from '../../chat/answering/requestSize.js';
import { labelOf } from '../../core/text/labelOf.js';
import { withoutLinks } from '../ui/withoutLinks.js';
import type { PreviewedRequest } from './previewedRequest.js';
import { priceOfInput } from './priceOfInput.js';

/** Says of a question that SCOUT has put into the message box what sending it costs. Sends nothing; the notice leads to the whole request. */
export async function tellCost(request: PreviewedRequest, conversationId: string): Promise<void> {
  const show = vscode.l10n.t('Show What Will Be Sent');
  const answer = await vscode.window.showInformationMessage(withoutLinks(costText(request)), show);
  if (answer === show) await vscode.commands.executeCommand('scout.showWhatWillBeSent', conversationId);
}

function costText({ manifest, price }: PreviewedRequest): string {
  const { t } = vscode.l10n;
  const { tokens } = requestSize(manifest);
  // What a model needs back from its own answer is small; a document may be most of the request.
  const isUncounted = manifest.entries.some(({ part }) => part?.type === 'file' && partTokens(part) === undefined);
  const model = labelOf(manifest.selection.ref.model);
  const cost = priceOfInput(price)(tokens);
  const count = tokens.toLocaleString(vscode.env.language);
  const size =
    cost === undefined
      ? t('With the chat so far, it is about {0} tokens for {1}, whose price is not known.', count, model)
      : t('With the chat so far, it is about {0} tokens for {1}: about {2}, plus the answer.', count, model, cost);
  return [
    t('The question is in the message box. Nothing was sent yet.'),
    size,
    ...(isUncounted ? [t('Documents such as PDFs are not counted.')] : []),
  ].join(' ');
}
