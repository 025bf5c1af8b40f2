import * as vscode from 'vscode';
import type { Disposable } from '../../core/disposables.js';
import { labelOf } from '../../core/text/labelOf.js';
import type { ProviderStatus } from '../../models/providerStatus.js';

/** Shows who answers; a click opens the chat. */
export function createStatusBarItem(status: ProviderStatus): Disposable {
  const item = vscode.window.createStatusBarItem('scout.status', vscode.StatusBarAlignment.Right, 90);
  item.name = 'SCOUT';
  item.command = 'scout.openChat';
  const update = (): void => {
    const { providerName, model, remark } = status.current;
    const warning = remark?.kind === 'missing-key';
    item.text = `$(${warning ? 'warning' : 'comment-discussion'}) ${providerName}`;
    item.tooltip = warning
      ? vscode.l10n.t('SCOUT needs an API key for {0}.', providerName)
      : vscode.l10n.t(
          'SCOUT: {0}. Click to open the chat.',
          [providerName, labelOf(model)].filter((part) => part !== '').join(' · '),
        );
    item.accessibilityInformation = { label: item.tooltip };
  };
  update();
  const listening = status.onChanged(update);
  item.show();
  return vscode.Disposable.from(item, listening);
}
