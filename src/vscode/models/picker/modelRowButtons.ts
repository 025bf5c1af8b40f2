import * as vscode from 'vscode';

/** The buttons of rows, each one object for all rows, by which it is known again. */
export type RowButtons = Readonly<
  Record<
    'addFavourite' | 'removeFavourite' | 'hide' | 'unhide' | 'details' | 'reload' | 'setKey' | 'settings',
    vscode.QuickInputButton
  >
>;

export function rowButtons(): RowButtons {
  const { t } = vscode.l10n;
  return {
    addFavourite: button('star-empty', t('Add to Favorites')),
    removeFavourite: button('star-full', t('Remove from Favorites')),
    hide: button('eye-closed', t('Hide')),
    unhide: button('eye', t('No Longer Hide')),
    details: button('info', t('Show Details')),
    reload: button('refresh', t('Try Again')),
    setKey: button('key', t('Set API Key')),
    settings: button('gear', t('Open Settings')),
  };
}

/** The buttons beside the title. */
export type TitleButtons = Readonly<
  Record<'reload' | 'addEndpoint' | 'settings' | 'showHidden' | 'hideHidden', vscode.QuickInputButton>
>;

export function titleButtons(): TitleButtons {
  const { t } = vscode.l10n;
  return {
    reload: button('refresh', t('Reload Models')),
    addEndpoint: button('add', t('Add Endpoint…')),
    settings: button('gear', t('Edit Endpoints in Settings')),
    showHidden: button('eye', t('Show Hidden Models')),
    hideHidden: button('eye-closed', t('No Longer Show Hidden Models')),
  };
}

function button(icon: string, tooltip: string): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon(icon), tooltip };
}
