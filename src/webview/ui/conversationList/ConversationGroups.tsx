import { Component, type ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useChat, useStrings } from '../chatContext.js';
import { dateGroups, groupLabel, type DateGroup } from './dateGroups.js';
import { RowDates } from './rowDates.js';
import type { RowMarks } from './rowMarks.js';
import { rowElement, type RowClick } from './ConversationRow.js';
import { chunksOf, RowChunk } from './RowChunk.js';

/** How often it is looked whether a new day has begun, in milliseconds. */
const newDayCheckMs = 60_000;

export interface ConversationGroupsProps {
  readonly marks: RowMarks;
  readonly onClick: RowClick;
  /** The list has lost the row with the focus, and has no other. */
  readonly onEmptied: () => void;
}

/** The conversations under their dates. */
export function ConversationGroups({ marks, onClick, onEmptied }: ConversationGroupsProps) {
  const { store, conversations } = useChat();
  const strings = useStrings();
  const today = useToday();
  const locale = store.settings.value?.locale ?? 'en';
  const dates = useMemo(() => new RowDates(locale), [locale]);
  const previous = useRef<readonly DateGroup[]>([]);
  const entries = conversations.list.entries.value;
  const isPlain = conversations.list.scope.value === 'deleted';
  const groups = useMemo(
    () =>
      isPlain
        ? [{ key: 'plain', kind: 'month', start: 0, entries } satisfies DateGroup]
        : dateGroups(entries, today, previous.current),
    [entries, today, isPlain],
  );
  previous.current = groups;

  const currentId = store.conversation.value?.id;
  useEffect(() => conversations.mark('isCurrent', currentId), [conversations, currentId]);
  useEffect(
    () =>
      keepOneActive(
        marks,
        entries.map(({ id }) => id),
        currentId,
      ),
    [marks, entries, currentId],
  );

  const takeFocusAfterRender = () => {
    const { focusAfterRender } = conversations;
    if (focusAfterRender !== undefined && rowElement(focusAfterRender) !== null)
      conversations.focusAfterRender = undefined;
    return focusAfterRender;
  };
  return (
    <Groups groups={groups} takeWanted={takeFocusAfterRender} onEmptied={onEmptied}>
      {groups.map((group) => (
        <Group
          key={group.key}
          group={group}
          label={isPlain ? strings.listScopeDeleted : groupLabel(group, today, strings, locale)}
          today={today}
          dates={dates}
          marks={marks}
          onClick={onClick}
        />
      ))}
    </Groups>
  );
}

interface GroupProps {
  readonly group: DateGroup;
  readonly label: string;
  readonly today: number;
  readonly dates: RowDates;
  readonly marks: RowMarks;
  readonly onClick: RowClick;
}

/** Renders only when its own rows change: there may be thousands beside it. */
class Group extends Component<GroupProps> {
  override shouldComponentUpdate({ group, label, today, dates }: GroupProps): boolean {
    return (
      group !== this.props.group ||
      label !== this.props.label ||
      today !== this.props.today ||
      dates !== this.props.dates
    );
  }

  override render({ group, label, ...rest }: GroupProps): ComponentChildren {
    const headingId = `group-${group.key.replaceAll(' ', '-')}`;
    return (
      <section class="conversation-group" aria-labelledby={headingId}>
        <h3 id={headingId}>{label}</h3>
        <div role="list" aria-labelledby={headingId}>
          {chunksOf(group.entries).map((entries, index) => (
            <RowChunk key={index} entries={entries} kind={group.kind} {...rest} />
          ))}
        </div>
      </section>
    );
  }
}

interface GroupsProps {
  readonly groups: readonly DateGroup[];
  /** The row that is to have the focus, if one is. */
  readonly takeWanted: () => string | undefined;
  readonly onEmptied: () => void;
  readonly children: ComponentChildren;
}

/** Which row had the focus before the list changed, and where it was. */
interface FocusedRow {
  readonly id: string;
  readonly index: number;
}

/**
 * Keeps the focus in the list: on the same row when that has moved, on its neighbour when it is gone. A class, because only
 * these can look at the page just before it changes.
 */
class Groups extends Component<GroupsProps> {
  override getSnapshotBeforeUpdate(before: GroupsProps): FocusedRow | null {
    const id = document.activeElement?.closest('.conversation')?.querySelector<HTMLElement>('[data-row]')?.dataset[
      'row'
    ];
    if (id === undefined || before.groups === this.props.groups) return null;
    return { id, index: idsOf(before.groups).indexOf(id) };
  }

  override componentDidUpdate({ groups: before }: GroupsProps, _state: object, focused: FocusedRow | null): void {
    const { groups, takeWanted, onEmptied } = this.props;
    if (before === groups) return;
    const wanted = takeWanted();
    if (wanted !== undefined) rowElement(wanted)?.focus();
    if (focused === null || document.activeElement !== document.body) return;
    const ids = idsOf(groups);
    const next = rowElement(focused.id) ?? rowElement(ids[Math.min(Math.max(focused.index, 0), ids.length - 1)] ?? '');
    if (next === null) onEmptied();
    else next.focus();
  }

  override render({ children }: GroupsProps): ComponentChildren {
    return children;
  }
}

function idsOf(groups: readonly DateGroup[]): readonly string[] {
  return groups.flatMap(({ entries }) => entries.map(({ id }) => id));
}

/** The list can always be reached with Tab: through the row that had the focus last, the conversation on screen, or the first row. */
function keepOneActive(marks: RowMarks, ids: readonly string[], currentId: string | undefined): void {
  const active = marks.marked('isActive');
  if (active !== undefined && ids.includes(active)) return;
  const next = ids.find((id) => id === currentId) ?? ids[0];
  marks.mark('isActive', new Set(next === undefined ? [] : [next]));
}

/** The time at which the day was last seen to have changed. */
function useToday(): number {
  const [today, setToday] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setToday((before) => (new Date(before).toDateString() === new Date().toDateString() ? before : Date.now()));
    }, newDayCheckMs);
    return () => clearInterval(timer);
  }, []);
  return today;
}
