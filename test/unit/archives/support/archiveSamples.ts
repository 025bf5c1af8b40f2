import { readFileSync } from 'node:fs';
import { archiveBeginning, archiveEnd, archiveEntries } from '../../../../src/archives/export/scoutArchive.js';
import { sample } from './conversations.js';
import { fixture } from './importing.js';

const parsed = (...names: readonly string[]): unknown => JSON.parse(readFileSync(fixture(...names), 'utf8')) as unknown;
const first = (value: unknown): unknown => (value as readonly unknown[])[0];

/** A file of a program's, and how it is written: as what stands in it, changed or not. */
export interface ArchiveSample {
  readonly name: string;
  /** What can be spoilt: a conversation, or what stands for one. */
  readonly record: unknown;
  readonly text: (record: unknown) => string;
}

const task = ['cline', 'tasks', '1718000000000'] as const;
const alone = (record: unknown): string => JSON.stringify(record);
const listed = (record: unknown): string => JSON.stringify([record]);
const session = {
  sessionId: 'changes',
  creationDate: 1_700_000_000_000,
  requests: [{ requestId: 'r', message: 'q', response: [{ value: 'One' }] }],
};

/** One for each form that is read, in the form of the fixtures. */
export const archiveSamples: readonly ArchiveSample[] = [
  { name: 'ChatGPT', record: first(parsed('chatgpt', 'conversations.json')), text: listed },
  { name: 'Claude', record: first(parsed('claude', 'conversations.json')), text: listed },
  { name: 'Open WebUI', record: first(parsed('openWebUi', 'chat-export-1700003000000.json')), text: listed },
  { name: 'LibreChat', record: parsed('libreChat', 'flat.json'), text: alone },
  { name: 'LibreChat, recursive', record: parsed('libreChat', 'recursive.json'), text: alone },
  {
    name: 'Continue',
    record: parsed('continue', 'sessions', '8a3b1c2d-0000-4000-8000-000000000001.json'),
    text: alone,
  },
  { name: 'Cline, sent', record: parsed(...task, 'api_conversation_history.json'), text: alone },
  { name: 'Cline, shown', record: parsed(...task, 'ui_messages.json'), text: alone },
  { name: 'VS Code', record: parsed('vscode', 'chat.json'), text: alone },
  { name: 'VS Code, old', record: parsed('vscode', 'old.json'), text: alone },
  {
    name: 'VS Code, changes',
    record: [
      { kind: 0, v: session },
      { kind: 2, k: ['requests', 0, 'response'], v: [{ value: ' two' }] },
      { kind: 1, k: ['customTitle'], v: 'T' },
    ],
    text: (record) => (Array.isArray(record) ? record : [record]).map((line) => JSON.stringify(line)).join('\n'),
  },
  {
    name: 'SCOUT',
    record: JSON.parse([...archiveEntries(sample.conversation, sample.messages, sample.jobs)][0]!) as unknown,
    text: (record) => `${archiveBeginning(0)}${JSON.stringify(record)}${archiveEnd}`,
  },
];
