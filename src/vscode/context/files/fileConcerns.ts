import * as vscode from 'vscode';
import { textTokens } from '../../../attachments/tokenEstimate.js';
import { formatBytes } from '../../../core/text/formatBytes.js';

/** Why the user is asked before a file is read: `size` says that it is large, `link` that nobody tells where it leads. */
export type FileConcern = 'ignored' | 'outside' | 'link' | 'size' | 'binary';

export interface DoubtfulFile {
  readonly label: string;
  readonly bytes: number;
  readonly concerns: readonly FileConcern[];
}

/** What the user wants: all of them, those without doubts, or nothing. */
export type ConcernAnswer = 'all' | 'others' | 'nothing';

/** How many files a question names. */
const maximumNamed = 12;

/** Asks about all files of one act at once. @param others how many files there are without doubts */
export async function askAboutFiles(files: readonly DoubtfulFile[], others: number): Promise<ConcernAnswer> {
  const { t } = vscode.l10n;
  const attach = files.length === 1 && others === 0 ? t('Attach') : t('Attach All');
  const skip = files.length === 1 ? t('Leave It Out') : t('Leave These Out');
  const buttons = others === 0 ? [attach] : [attach, skip];
  const answer = await vscode.window.showWarningMessage(
    questionFor(files, others),
    { modal: true, detail: detailFor(files) },
    ...buttons,
  );
  if (answer === attach) return 'all';
  return answer === skip ? 'others' : 'nothing';
}

function questionFor(files: readonly DoubtfulFile[], others: number): string {
  const { t } = vscode.l10n;
  const [first] = files;
  if (files.length === 1) return t('Attach {0}?', `“${first!.label}”`);
  if (others === 0) return t('Attach these {0} files?', files.length);
  return t('{0} of {1} files need your decision. Attach them, too?', files.length, files.length + others);
}

function detailFor(files: readonly DoubtfulFile[]): string {
  const { t } = vscode.l10n;
  const closing = t('Nothing is sent before you send your message.');
  if (files.length === 1) return `${reasons(files[0]!).join(' ')}\n\n${closing}`;
  const named = files.slice(0, maximumNamed).map((file) => `${file.label}: ${reasons(file).join(' ')}`);
  const rest = files.length - named.length;
  return [...named, ...(rest > 0 ? [t('… and {0} more', rest)] : []), '', closing].join('\n');
}

function reasons({ concerns, bytes }: DoubtfulFile): readonly string[] {
  const { t } = vscode.l10n;
  return concerns.map((concern) => {
    switch (concern) {
      case 'ignored':
        return t('Git ignores it: it may hold secrets or generated files.');
      case 'outside':
        return t('It is outside of this workspace.');
      case 'link':
        return t('It is a link, or in a linked folder, and may lead out of this workspace.');
      case 'size':
        return t('It is large: {0}, about {1} tokens.', formatBytes(bytes), tokens(bytes));
      case 'binary':
        return t('It is no text. A model will hardly be able to read it.');
    }
  });
}

function tokens(bytes: number): string {
  return new Intl.NumberFormat(vscode.env.language, { notation: 'compact' }).format(textTokens({ length: bytes }));
}
