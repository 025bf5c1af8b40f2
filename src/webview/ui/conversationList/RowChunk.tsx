import { Component, type ComponentChildren } from 'preact';
import type { DateGroupKind } from './dateGroups.js';
import type { ConversationEntry } from './conversationRows.js';
import type { RowDates } from './rowDates.js';
import type { RowMarks } from './rowMarks.js';
import { ConversationRow, type RowClick } from './ConversationRow.js';

/** The style sheet knows the same height of a row, in `em`. */
const rowHeight = 3.5;
const rowsOfChunk = 50;

export function chunksOf(entries: readonly ConversationEntry[]): readonly (readonly ConversationEntry[])[] {
  const chunks: ConversationEntry[][] = [];
  for (let start = 0; start < entries.length; start += rowsOfChunk)
    chunks.push(entries.slice(start, start + rowsOfChunk));
  return chunks;
}

export interface RowChunkProps {
  readonly entries: readonly ConversationEntry[];
  readonly kind: DateGroupKind;
  readonly today: number;
  readonly dates: RowDates;
  readonly marks: RowMarks;
  readonly onClick: RowClick;
}

/**
 * Rows that the browser skips together while they are out of sight. Each for itself would cost it more than drawing them all: it
 * looks at every one of ten thousand in every frame. Renders only when its own rows change.
 */
export class RowChunk extends Component<RowChunkProps> {
  override shouldComponentUpdate({ entries, kind, today, dates }: RowChunkProps): boolean {
    const { entries: before, ...others } = this.props;
    const isSame = entries.length === before.length && entries.every((entry, index) => entry === before[index]);
    return !isSame || kind !== others.kind || today !== others.today || dates !== others.dates;
  }

  override render({ entries, kind, today, dates, marks, onClick }: RowChunkProps): ComponentChildren {
    return (
      <div class="row-chunk" role="none" style={{ containIntrinsicHeight: `${entries.length * rowHeight}em` }}>
        {entries.map((entry) => (
          <ConversationRow
            key={entry.id}
            entry={entry}
            kind={kind}
            today={today}
            dates={dates}
            marks={marks.of(entry.id)}
            onClick={onClick}
          />
        ))}
      </div>
    );
  }
}
