import { useStrings } from '../chatContext.js';

export const searchHelpId = 'search-help';

/** What can be typed besides words; a click types it. @param onChoose gets what is to be typed. */
export function SearchHelp({ onChoose }: { readonly onChoose: (filter: string) => void }) {
  const strings = useStrings();
  const filters = [
    ['"…"', '""', strings.searchHelpPhrase],
    ['from:me', 'from:me ', strings.searchHelpFrom],
    ['model:', 'model:', strings.searchHelpModel],
    ['in:here', 'in:here ', strings.searchHelpIn],
    ['has:code', 'has:code ', strings.searchHelpCode],
    ['file:', 'file:', strings.searchHelpFile],
    ['is:pinned', 'is:pinned ', strings.searchHelpPinned],
    ['tag:', 'tag:', strings.searchHelpTag],
    ['before:2026-01-31', 'before:', strings.searchHelpBefore],
  ] as const;
  return (
    <section id={searchHelpId} class="search-help" aria-label={strings.searchHelp}>
      <ul>
        {filters.map(([shown, typed, meaning]) => (
          <li key={shown}>
            <button type="button" onClick={() => onChoose(typed)}>
              <code>{shown}</code> <span>{meaning}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
