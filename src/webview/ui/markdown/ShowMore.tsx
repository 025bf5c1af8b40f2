import { useStrings } from '../chatContext.js';

/** Says that something large is shown in part, with the button for the next part. */
export function ShowMore({ onClick }: { readonly onClick: () => void }) {
  const strings = useStrings();
  return (
    <p class="show-more">
      <span>{strings.shownInPart}</span>
      <button type="button" class="button secondary" onClick={onClick}>
        {strings.showMore}
      </button>
    </p>
  );
}
