import * as vscode from 'vscode';
import type { Disposable } from '../../core/disposables.js';
import { labelOf } from '../../core/text/labelOf.js';
import type { ActiveSelection } from '../../models/activeSelection.js';
import type { ProviderStatus } from '../../models/providerStatus.js';

/** Shows who answers in the chat in use; a click opens the list of models, or, as long as nobody can be asked, the chat with its first steps. */
export function createStatusBarItem(
  status: ProviderStatus,
  active: Pick<ActiveSelection, 'selection' | 'onChanged'>,
): Disposable {
  const item = vscode.window.createStatusBarItem('scout.status', vscode.StatusBarAlignment.Right, 90);
  item.name = 'SCOUT';
  const update = (): void => {
    const { providerName, model, isGone, remark, isUnconfigured } = status.of(active.selection);
    const needsKey = remark?.kind === 'missing-key' || remark?.kind === 'unusable-key';
    const warning = needsKey || isGone;
    item.command = isUnconfigured ? 'scout.openChat' : 'scout.chooseModel';
    // Nobody has chosen the provider that the settings name by default.
    item.text = isUnconfigured
      ? '$(comment-discussion) SCOUT'
      : `$(${warning ? 'warning' : 'comment-discussion'}) ${providerName}`;
    if (isUnconfigured) item.tooltip = vscode.l10n.t('SCOUT: click to choose who answers.');
    else if (remark?.kind === 'unusable-key') item.tooltip = remark.sentence;
    else if (isGone)
      item.tooltip = vscode.l10n.t(
        'The provider "{0}" of this chat no longer exists. Choose another one.',
        providerName,
      );
    else if (needsKey) item.tooltip = vscode.l10n.t('SCOUT needs an API key for {0}.', providerName);
    else
      item.tooltip = vscode.l10n.t(
        'SCOUT: {0}. Click to choose another model.',
        [providerName, labelOf(model)].filter((part) => part !== '').join(' · '),
      );
    item.accessibilityInformation = { label: item.tooltip };
  };
  update();
  const listening = [status.onChanged(update), active.onChanged(update)];
  item.show();
  return vscode.Disposable.from(item, ...listening);
}
