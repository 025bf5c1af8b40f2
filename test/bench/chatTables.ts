import type { ComposerReport } from './composer.js';
import type { OlderPageReport, PageCost } from './olderPage.js';
import { met, table, thousands } from './table.js';

/** Of each kind of figures, the latest that were taken. */
export interface ChatReports {
  readonly composer?: { readonly figures: ComposerReport };
  readonly 'older-page'?: { readonly figures: OlderPageReport };
}

/** `composer`: times an empty history. */
const targets = { composer: 1.25 };

/** What the size of the history, and of a chat, costs whoever opens one, as tables; without those of figures that were not taken. */
export function chatTables(reports: ChatReports): string {
  const tables = [
    reports.composer && composerTable(reports.composer.figures),
    reports['older-page'] && pageTable(reports['older-page'].figures),
  ];
  return tables.filter((each) => each !== undefined).join('\n\n');
}

function composerTable({ emptyWebview, chats }: ComposerReport): string {
  const smallest = chats[0]?.milliseconds ?? NaN;
  const row = (what: string, milliseconds: number, verdict: string): readonly string[] => [
    what,
    thousands(milliseconds),
    (milliseconds / emptyWebview).toFixed(2),
    (milliseconds / smallest).toFixed(2),
    verdict,
  ];
  return table(
    [
      'until the cursor is in the text field',
      'ms',
      'times an empty webview',
      'times an empty history',
      `at most ${targets.composer} times that, met`,
    ],
    [
      row('empty webview', emptyWebview, ''),
      ...chats.map(({ messages, milliseconds }, index) =>
        row(
          `SCOUT: Open Chat, ${thousands(messages)} messages`,
          milliseconds,
          index === 0 ? '' : met(milliseconds <= targets.composer * smallest),
        ),
      ),
    ],
  );
}

function pageTable({ rows }: OlderPageReport): string {
  const kilobytes = (sizes: readonly number[]): string => sizes.map((bytes) => thousands(bytes / 1e3)).join(', ');
  const cells = ({ what, of, sizes, mostGrowth, milliseconds, read, posted }: PageCost): readonly string[] => {
    const growth = milliseconds.at(-1)! / milliseconds[0]!;
    return [
      what,
      `${sizes.map(thousands).join(', ')} ${of}`,
      milliseconds.map((time) => time.toFixed(2)).join(', '),
      growth.toFixed(2),
      mostGrowth === undefined ? '' : `${mostGrowth}: ${met(growth <= mostGrowth)}`,
      kilobytes(read),
      kilobytes(posted),
    ];
  };
  return table(
    ['a chat that is open', 'it has', 'ms CPU', 'growth', 'at most, met', 'read when opened, KB', 'posted, KB'],
    rows.map(cells),
  );
}
