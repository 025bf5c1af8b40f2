import * as vscode from 'vscode';
import type { SearchStringKey } from '../../protocol/strings.js';

/** The strings of the search in the conversations. */
export function searchStrings(): Record<SearchStringKey, string> {
  const { t } = vscode.l10n;
  return {
    search: t('Search the conversations'),
    searchClear: t('Clear the search'),
    searchExact: t('Find exactly this text'),
    searchFailed: t('The search failed.'),
    searchFirst: t('The first {0} results'),
    searchHelp: t('Search filters'),
    searchHelpBefore: t('older than a day, month or year; after: for newer'),
    searchHelpCode: t('messages with code'),
    searchHelpFrom: t('what you wrote'),
    searchHelpIn: t('in this workspace, or in one by its name'),
    searchHelpModel: t('what a model answered'),
    searchHelpPhrase: t('these words in this order'),
    searchHelpPinned: t('pinned conversations'),
    searchHelpTag: t('conversations with a tag'),
    searchHint: t('Search all conversations'),
    searchIgnored: t('Not understood and left out: {0}'),
    searchMore: t('Show more results'),
    searchNone: t('Nothing found'),
    searchNoneExact: t('The text must occur as it stands. Turn that off to find words in any order.'),
    searchNoneHint: t('Try fewer words or just their beginnings, or take a filter away.'),
    searchResults: t('Results: {0}'),
    searchSuggestions: t('Suggestions'),
  };
}
