import type {
  AttachmentHostMessage,
  AttachmentView,
  CompletionView,
  OfferedAttachmentView,
} from '../../../src/webview/protocol/attachments.js';
import type { ChatPage } from './chatPage.js';

type Attachments = Extract<AttachmentHostMessage, { readonly type: 'attachments' }>;

export function attachment(id: string, fields: Partial<AttachmentView> = {}): AttachmentView {
  return {
    id,
    kind: 'file',
    label: `${id}.ts`,
    range: '',
    tokens: '~310',
    details: 'File · 1.2 kB\nsrc/' + id + '.ts\nAbout 310 tokens',
    imageSize: 0,
    changed: '',
    warnings: [],
    ...fields,
  };
}

export const offered: OfferedAttachmentView = {
  candidateId: 'editor:active',
  kind: 'selection',
  label: 'session.ts:12–40',
  description: 'src/session.ts',
  isAutomatic: false,
};

/** One of each kind, with whatever can be said of one. */
export const sampleAttachments: readonly AttachmentView[] = [
  attachment('auth', { kind: 'selection', label: 'auth.ts', range: '12–40', tokens: '~1.2K' }),
  attachment('config', { changed: 'The file has changed since.', label: 'config.json' }),
  attachment('env', { label: '.env', warnings: ['It holds 2 likely secrets.'] }),
  attachment('folder', { kind: 'folder', label: 'src/webview' }),
  attachment('problems', { kind: 'problems', label: 'Problems of main.ts', tokens: '~90' }),
  attachment('terminal', { kind: 'terminal', label: 'npm test', tokens: '~2.4K' }),
  attachment('page', { kind: 'page', label: 'Using Fetch – Web APIs | MDN and a title that goes on and on for long' }),
  attachment('pdf', { kind: 'pdf', label: 'invoice.pdf', tokens: '' }),
];

/** What is attached to the draft of the sample conversation. */
export function attachments(fields: Partial<Attachments> = {}): Attachments {
  return {
    type: 'attachments',
    conversationId: 'conversation-1',
    attachments: [],
    pending: [],
    offered: null,
    ...fields,
  };
}

export function completion(id: string, fields: Partial<CompletionView> = {}): CompletionView {
  return { id, kind: 'file', label: id, description: '', hint: '', matches: [], ...fields };
}

/** Answers the newest query of the page, once it is for this. */
export async function answerCompletion(chat: ChatPage, query: string, items: readonly CompletionView[]): Promise<void> {
  await chat.waitUntil(`posted.findLast(({ type }) => type === "complete")?.query === ${JSON.stringify(query)}`);
  const { serial } = (await chat.posted('complete')).at(-1)!;
  await chat.receive({ type: 'completions', serial, items });
}
