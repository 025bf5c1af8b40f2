import type * as vscode from 'vscode';
import { isPictureOrPdf } from '../../../attachments/files/languageOf.js';
import { rangeOfFragment } from '../../../attachments/files/lineRange.js';
import { askedAboveBytes } from '../../../attachments/limits.js';
import type { LineRange } from '../../../core/message.js';
import { concernsOf, concernsOfLink } from './concernsOf.js';
import { askAboutFiles, type DoubtfulFile, type FileConcern } from './fileConcerns.js';
import { filePlace } from './filePlace.js';
import type { IgnoredFiles } from './ignoredFiles.js';
import { fileState, type FileState } from './readFile.js';

/** A file that is to be attached, of which nothing was read. */
export interface WantedFile {
  /** Without the lines that it may have named. */
  readonly uri: vscode.Uri;
  readonly range: LineRange | undefined;
  readonly label: string;
  readonly state: FileState;
}

export async function wantedFile(address: vscode.Uri): Promise<WantedFile> {
  const range = rangeOfFragment(address.fragment);
  const uri = range === undefined ? address : address.with({ fragment: '' });
  return { uri, range, label: filePlace(uri).label, state: await fileState(uri) };
}

/** What speaks against reading it without asking. */
export async function doubtsOf(
  { uri, state, range }: WantedFile,
  chosenFrom: vscode.Uri | undefined,
  ignored: IgnoredFiles,
): Promise<readonly FileConcern[]> {
  if (chosenFrom !== undefined) return concernsOfLink(uri, chosenFrom, ignored);
  const concerns = [...(await concernsOf(uri, ignored))];
  if ('bytes' in state && isLarge({ range }, state.bytes) && !isPictureOrPdf(uri.path)) concerns.push('size');
  return concerns;
}

/** Whether it is asked about for its size. */
export function isLarge({ range }: Pick<WantedFile, 'range'>, bytes: number): boolean {
  return bytes > askedAboveBytes && range === undefined;
}

/** Asks about those with doubts, and returns those that the user wants. */
export async function askWhich(
  files: readonly { readonly file: WantedFile; readonly concerns: readonly FileConcern[] }[],
): Promise<readonly WantedFile[]> {
  const doubtful = files.filter(({ concerns }) => concerns.length > 0);
  const all = files.map(({ file }) => file);
  if (doubtful.length === 0) return all;
  const answer = await askAboutFiles(
    doubtful.map(({ file, concerns }) => doubtfulFile(file, concerns)),
    all.length - doubtful.length,
  );
  if (answer === 'nothing') return [];
  return answer === 'all' ? all : files.filter(({ concerns }) => concerns.length === 0).map(({ file }) => file);
}

export function doubtfulFile({ label, state }: WantedFile, concerns: readonly FileConcern[]): DoubtfulFile {
  return { label, bytes: 'bytes' in state ? state.bytes : 0, concerns };
}
