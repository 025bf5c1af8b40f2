import * as vscode from 'vscode';
import type { SearchStringKey } from '../../protocol/strings.js';

/** The strings of the search in the conversations. */
export function searchStrings(): Record<SearchStringKey, string> {
  const { t } = vscode.l10n;
  return {
    search: t('Search Chats'),
    searchClear: t('Clear Search'),
    searchExact: t('Find Exact Text'),
    searchFailed: t('The search failed.'),
    searchFirst: t('First {0} results'),
    searchHelp: t('Search filters'),
    searchHelpBefore: t('before a day, month or year (after: works the same way)'),
    searchHelpCode: t('messages with code'),
    searchHelpFile: t('messages with an attached file of this name or path'),
    searchHelpFrom: t('your messages'),
    searchHelpIn: t('in this workspace; or name another one'),
    searchHelpModel: t('answers from a model'),
    searchHelpPhrase: t('these words in this order'),
    searchHelpPinned: t('pinned chats'),
    searchHelpTag: t('chats with a tag'),
    searchHint: t('Search all chats'),
    searchIgnored: t('Ignored: {0}'),
    searchPending: t('Not searched yet: {0} messages that are being indexed'),
    searchMore: t('Show More Results'),
    searchNone: t('No results found'),
    searchNoneExact: t('Only exact matches are shown. Turn this off to find words in any order.'),
    searchNoneHint: t('Try fewer words or only their beginnings, or remove a filter.'),
    searchResults: t('Results: {0}'),
    searchSuggestions: t('Suggestions'),
  };
}
