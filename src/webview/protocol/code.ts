/** Code blocks of messages: what their bars ask of the editor. Copying is a message of the page. */

/** What can be done with one block of code. `open` shows the file that it names. */
export const codeActionIds = ['open', 'apply', 'insert', 'new-file', 'paste-in-terminal', 'compare'] as const;
export type CodeActionId = (typeof codeActionIds)[number];

/** A block as the message has it. */
export interface CodeBlockView {
  /** What stands behind the fence, such as `ts src/app.ts`; empty for none. */
  readonly info: string;
  /** Without the line end before the closing fence. */
  readonly code: string;
}

/** Languages whose blocks can be pasted into a terminal, as the word behind the fence has it, in small letters. */
const terminalLanguages: ReadonlySet<string> = new Set([
  'bash',
  'bat',
  'batch',
  'cmd',
  'console',
  'fish',
  'ksh',
  'posh',
  'powershell',
  'ps',
  'ps1',
  'pwsh',
  'sh',
  'shell',
  'shell-session',
  'shellscript',
  'shellsession',
  'terminal',
  'zsh',
]);

/** Whether a block with this word behind its fence holds commands for a terminal. */
export function isForTerminal(language: string): boolean {
  return terminalLanguages.has(language.toLowerCase());
}

/** How many blocks of one answer can be applied together. */
export const maximumBlocks = 200;

export type CodeViewMessage =
  | {
      readonly type: 'code-action';
      readonly action: CodeActionId;
      readonly messageId: string;
      readonly block: CodeBlockView;
    }
  /** Applies all of them, in this order. */
  | { readonly type: 'code-apply-all'; readonly messageId: string; readonly blocks: readonly CodeBlockView[] };
