import { useLayoutEffect, useRef } from 'preact/hooks';
import type { CompletionView } from '../../protocol/attachments.js';
import { kindIcon } from '../attachments/kindIcon.js';
import { useChat, useStrings } from '../chatContext.js';
import { Icon } from '../common/Icon.js';
import { drawable } from '../markdown/visibleText.js';
import { runsOf } from './matchRuns.js';

export const completionListId = 'completions';

export function completionId(index: number): string {
  return `${completionListId}-${index}`;
}

export interface CompletionListProps {
  readonly onChoose: (index: number) => void;
}

/** What can take the place of what is being typed. The text keeps the focus; the keys are its own. */
export function CompletionList({ onChoose }: CompletionListProps) {
  const { completion } = useChat();
  const strings = useStrings();
  const element = useRef<HTMLUListElement>(null);
  const list = completion.list.value;
  const highlighted = list?.highlighted ?? -1;
  useLayoutEffect(() => {
    element.current?.children[highlighted]?.scrollIntoView({ block: 'nearest' });
  }, [highlighted, list?.items]);
  return (
    <ul
      id={completionListId}
      class="completion-list"
      role="listbox"
      aria-label={strings.completions}
      hidden={list === null}
      ref={element}
    >
      {list?.items.map((item, index) => (
        <li
          key={item.id}
          id={completionId(index)}
          class={index === highlighted ? 'active' : ''}
          role="option"
          aria-selected={index === highlighted}
          title={item.description === '' ? item.label : `${item.label}\n${item.description}`}
          // The text keeps the focus.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(index)}
        >
          <Icon name={kindIcon[item.kind]} />
          <Label item={item} />
          {item.description !== '' && (
            <span class="completion-description" dir="auto">
              {drawable(item.description)}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The name, in which stands out what was typed. */
function Label({ item: { kind, label, matches } }: { readonly item: CompletionView }) {
  const text = kind === 'prompt' ? `/${label}` : label;
  const offset = kind === 'prompt' ? 1 : 0;
  return (
    <span class="completion-label" dir="auto">
      {runsOf(
        text,
        matches.map((place) => place + offset),
      ).map(({ part, isMatch }, index) => (isMatch ? <mark key={index}>{drawable(part)}</mark> : drawable(part)))}
    </span>
  );
}
