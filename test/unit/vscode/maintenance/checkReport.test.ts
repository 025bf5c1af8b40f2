import assert from 'node:assert/strict';
import type { Checked, Finding, FindingKind } from '../../../../src/storage/api/maintenance.js';
import { checkReport } from '../../../../src/vscode/maintenance/checkReport.js';

/** Every figure differs, so that none can stand in another's place. */
const sound: Checked = {
  takenAt: Date.UTC(2026, 0, 2, 3, 4, 5),
  folder: '/home/ada/scout',
  databases: [
    {
      of: 'chats',
      rows: { conversations: 11, messages: 12 },
      segments: { files: 1, bytes: 100, changes: 13 },
      snapshots: { files: 2, bytes: 2_048 },
      backups: { files: 3, bytes: 3 * 2 ** 20 },
    },
    {
      of: 'profile',
      rows: { preferences: 14 },
      segments: { files: 4, bytes: 400, changes: 15 },
      snapshots: { files: 5, bytes: 500 },
      backups: { files: 6, bytes: 600 },
    },
  ],
  attachments: { files: 7, bytes: 700, unused: 8 },
  findings: [],
};

const advice = {
  readable: /^- Some files could not be read: .* then check again\.$/mu,
  export: /^- Files were removed while SCOUT was running\. Export your chats now/mu,
  reload: /^- Reload the window so that SCOUT reads everything from disk again\.$/mu,
  recover: /^- Run "SCOUT: Recover History"\./mu,
  disk: /^- Damaged files can be a sign of a failing disk\./mu,
  attach: /^- To get attachments back, restore a copy of the "blobs" folder/mu,
  update: /^- Update SCOUT and reload this window\.$/mu,
  erase: /^- When nothing is missing anymore, "SCOUT: Erase Deleted Chats Now"/mu,
};

/** What each finding is called, and what is advised then, in this order. */
const kinds: Readonly<Record<FindingKind, readonly [text: string, ...advice: (keyof typeof advice)[]]>> = {
  'database-damaged': ['Damaged table in memory', 'reload', 'recover'],
  'index-damaged': ['Search index does not match the messages', 'reload'],
  'segment-damaged': ['Damaged history log file (unreadable bytes)', 'recover', 'disk'],
  'segment-unreadable': ['Unreadable history log file', 'readable'],
  'snapshot-damaged': ['Damaged snapshot', 'recover', 'disk'],
  'snapshot-unreadable': ['Unreadable snapshot', 'readable'],
  'changes-missing': ['Missing changes', 'recover'],
  'changes-not-shown': ['Unknown changes on disk, not shown', 'recover'],
  'changes-not-on-disk': ['Changes are visible but not saved', 'export'],
  'backup-damaged': ['Damaged backup', 'recover', 'disk'],
  'backup-unreadable': ['Unreadable backup', 'readable'],
  'attachment-missing': ['Missing attachment', 'attach'],
  'attachment-damaged': ['Damaged attachment', 'disk', 'attach'],
  'attachment-unreadable': ['Unreadable attachment', 'readable'],
  'newer-version': ['Written by another version of SCOUT, not read', 'update'],
  quarantine: ['Damaged files in quarantine', 'recover', 'erase'],
};

describe('checkReport', () => {
  const withFindings = (...findings: readonly Finding[]): string => checkReport({ ...sound, findings });
  const linesBelow = (heading: string, report: string): readonly string[] =>
    report.split(`\n## ${heading}\n\n`)[1]?.split('\n\n')[0]?.split('\n') ?? [];
  const advised = (report: string): readonly string[] =>
    linesBelow('What to do', report).map(
      (line) => Object.entries(advice).find(([, pattern]) => pattern.test(line))?.[0] ?? line,
    );

  it('says of a sound history when and where it was checked, how much, and no more', () => {
    assert.equal(
      checkReport(sound),
      `# Chat history check

Created: 2026-01-02T03:04:05.000Z

Folder: \`/home/ada/scout\`

**No problems found. Every file was checked in full.**

## Checked files

|                                   | Files |    Size |                   |
| --------------------------------- | ----: | ------: | ----------------- |
| Chats: log                        |     1 |   100 B | Changes: 13       |
| Chats: snapshots                  |     2 | 2.0 KiB |                   |
| Chats: backups                    |     3 | 3.0 MiB |                   |
| Drafts and preferences: log       |     4 |   400 B | Changes: 15       |
| Drafts and preferences: snapshots |     5 |   500 B |                   |
| Drafts and preferences: backups   |     6 |   600 B |                   |
| Attachments                       |     7 |   700 B | No longer used: 8 |

## Contents

|                                     | Count |
| ----------------------------------- | ----: |
| Chats: conversations                |    11 |
| Chats: messages                     |    12 |
| Drafts and preferences: preferences |    14 |
`,
    );
  });

  it('lists the problems with their place and, where there is one, their number', () => {
    const report = withFindings(
      { kind: 'quarantine', where: 'history/quarantine', count: 2 },
      { kind: 'changes-missing', where: 'history' },
    );
    assert.match(report, /^\*\*Problems found: 2\.\*\*$/mu);
    assert.deepEqual(linesBelow('Problems', report), [
      '| Problem                     | Location             | Count |',
      '| --------------------------- | -------------------- | ----- |',
      '| Damaged files in quarantine | `history/quarantine` | 2     |',
      '| Missing changes             | `history`            |       |',
    ]);
  });

  it('lets no file name end its place or its row', () => {
    const report = withFindings({ kind: 'segment-damaged', where: 'a`b|c', count: 1 });
    assert.ok(linesBelow('Problems', report)[2]?.includes("| `a'b\\|c` |"), report);
  });

  for (const [kind, [text, ...expected]] of Object.entries(kinds) as [FindingKind, (typeof kinds)[FindingKind]][]) {
    it(`says what ${kind} means and what to do about it`, () => {
      const report = withFindings({ kind, where: 'somewhere' });
      assert.ok(linesBelow('Problems', report)[2]?.startsWith(`| ${text} `), report);
      assert.deepEqual(advised(report), expected);
    });
  }

  it('gives each piece of advice once, in the order in which to follow it', () => {
    const all = Object.keys(kinds).map((kind) => ({ kind: kind as FindingKind, where: 'somewhere' }));
    assert.deepEqual(advised(withFindings(...all, ...all)), Object.keys(advice));
  });
});
