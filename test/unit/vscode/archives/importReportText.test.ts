import assert from 'node:assert/strict';
import type { ImportErrorReason } from '../../../../src/archives/importError.js';
import type { ImportProblem, ImportReport } from '../../../../src/archives/import/importReport.js';
import { importReportText, importSummary } from '../../../../src/vscode/archives/importReportText.js';

const nothing: ImportReport = {
  outcome: 'complete',
  added: 0,
  extended: 0,
  unchanged: 0,
  deleted: 0,
  empty: 0,
  messages: 0,
  kinds: {},
  problemCount: 0,
  problems: [],
  notes: {},
  otherFiles: 0,
};

function reportOf(fields: Partial<ImportReport>): ImportReport {
  return { ...nothing, problemCount: fields.problems?.length ?? 0, ...fields };
}

const problem: ImportProblem = { file: 'chats.json', reason: 'syntax' };
const entry: ImportProblem = { ...problem, reason: 'invalid', position: { number: 3, offset: 120 } };

describe('the summary of an import', () => {
  for (const [text, fields] of [
    ['Chats imported: 0 new.', {}],
    ['Chats imported: 1 new.', { added: 1 }],
    ['Chats imported: 2 new, 1 with new messages.', { added: 2, extended: 1 }],
    ['Chats imported: 0 new, 3 unchanged.', { unchanged: 3 }],
    ['Chats imported: 0 new, 1 skipped (deleted here).', { deleted: 1 }],
    ['Chats imported: 0 new, 2 could not be read.', { problems: [problem, problem] }],
    [
      'Chats imported: 5 new, 4 with new messages, 3 unchanged, 2 skipped (deleted here), 1 could not be read.',
      { added: 5, extended: 4, unchanged: 3, deleted: 2, problems: [problem] },
    ],
    ['The import was canceled. Everything imported so far is kept. Chats: 2 new.', { outcome: 'cancelled', added: 2 }],
    [
      'The import stopped early. Everything imported so far is kept. Chats: 2 new. The disk is full.',
      { outcome: 'stopped', added: 2, failure: 'The disk is full.' },
    ],
  ] as const satisfies readonly (readonly [string, Partial<ImportReport>])[]) {
    it(`is “${text}”`, () => assert.equal(importSummary(reportOf(fields)), text));
  }

  it('names the file and the reason when a single one is the whole problem', () => {
    assert.equal(importSummary(reportOf({ problems: [problem] })), 'chats.json was not imported. Invalid JSON.');
  });

  for (const [what, fields] of [
    ['chats were empty', { empty: 1 }],
    ['it was canceled', { outcome: 'cancelled' }],
  ] as const) {
    it(`counts a single problem when ${what}`, () => {
      assert.match(importSummary(reportOf({ problems: [problem], ...fields })), /0 new, 1 could not be read/u);
    });
  }

  it('makes no link of a file’s name', () => {
    const file = '[Open](command:workbench.action.quit).json';
    assert.equal(
      importSummary(reportOf({ problems: [{ ...problem, file }] })),
      '[Open] (command:workbench.action.quit).json was not imported. Invalid JSON.',
    );
  });
});

describe('the report of an import', () => {
  it('has what came from where, and what was not imported or left out', () => {
    const report = reportOf({
      added: 3,
      messages: 8,
      empty: 1,
      otherFiles: 2,
      kinds: { chatgpt: 2, cline: 1 },
      problems: [problem, entry],
      notes: { audio: 4, 'attachment-missing': 1 },
    });
    assert.equal(
      importReportText(report),
      `# Chat import

Chats imported: 3 new, 2 could not be read.

- ChatGPT: 2
- Cline, Roo Code: 1
- New messages: 8
- Empty chats skipped: 1
- Files without chats: 2

## Not imported

- chats.json: Invalid JSON.
- chats.json, entry 3 (byte 120): Unexpected structure.

## Not supported and left out

- Audio and video: 4
- Attachments missing from the file: 1
`,
    );
  });

  it('is short when there is little to say', () => {
    assert.equal(
      importReportText(reportOf({ added: 1, messages: 2, kinds: { scout: 1 } })),
      '# Chat import\n\nChats imported: 1 new.\n\n- SCOUT: 1\n- New messages: 2\n',
    );
  });

  it('says how many problems are not listed', () => {
    const text = importReportText(reportOf({ problems: [problem, problem], problemCount: 1_234 }));
    assert.match(text, /Invalid JSON\.\n\n… and 1232 more\n$/u);
  });

  it('shows names of files and of fields as text, on one line', () => {
    const file = '<img src=x> [a](b)\n# *c*_`d`\\.json';
    const shown = String.raw`\<img src=x\> \[a\](b) # \*c\*\_\`d\`\\.json`;
    const [summary, listed] = importReportText(reportOf({ problems: [{ ...entry, file, detail: 'chat_messages' }] }))
      .split('\n')
      .filter((line) => line.includes('img'));
    assert.equal(summary, String.raw`${shown} was not imported. Unexpected structure at "chat\_messages".`);
    assert.equal(listed, String.raw`- ${shown}, entry 3 (byte 120): Unexpected structure at "chat\_messages".`);
  });

  const reasons: Readonly<Record<ImportErrorReason, RegExp>> = {
    empty: /is empty/u,
    'not-json': /neither ZIP nor JSON\. SCOUT supports/u,
    truncated: /truncated/u,
    trailing: /Unexpected data after/u,
    syntax: /Invalid JSON/u,
    encoding: /Invalid UTF-8/u,
    'too-large': /Too large/u,
    'too-deep': /nested too deeply/u,
    unrecognized: /No chats found in the file\. SCOUT supports/u,
    'other-product': /contains chats from E7, which SCOUT cannot read/u,
    database: /SQLite database\. Some programs, such as Cursor/u,
    invalid: /Unexpected structure at "E7"/u,
    newer: /newer version of SCOUT \(format version E7\)\. Update SCOUT/u,
    'zip-damaged': /damaged or incomplete/u,
    'zip-encrypted': /password-protected\. Unpack it first/u,
    'zip-unsupported': /unsupported features\. Unpack it first/u,
    'zip-bomb': /unreasonably large/u,
    unreadable: /could not be read \(system error E7\)/u,
    'too-many-files': /too many files\. Choose a subfolder/u,
  };
  for (const [reason, text] of Object.entries(reasons) as [ImportErrorReason, RegExp][]) {
    it(`says why a file was not imported: ${reason}`, () => {
      assert.match(importSummary(reportOf({ problems: [{ file: 'a', reason, detail: 'E7' }] })), text);
    });
  }

  it('says that a file holds messages where the program is not known', () => {
    assert.match(
      importSummary(reportOf({ problems: [{ file: 'a', reason: 'other-product' }] })),
      /contains messages, but in a format SCOUT does not support\. SCOUT supports/u,
    );
  });

  it('says of an entry, rather than of a file, that it is not a chat', () => {
    assert.match(
      importReportText(reportOf({ problems: [{ ...entry, reason: 'unrecognized' }] })),
      /entry 3 \(byte 120\): Not a chat in a format SCOUT supports\./u,
    );
  });
});
