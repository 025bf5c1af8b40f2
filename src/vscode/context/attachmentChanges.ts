import * as vscode from 'vscode';
import { changeOfText, presentLines, type AttachmentChange } from '../../attachments/changeOf.js';
import { linesOf } from '../../attachments/files/lineRange.js';
import { withLineFeeds } from '../../attachments/attachedText.js';
import { ScoutError } from '../../core/errors.js';
import type { AttachmentPart } from '../../core/message.js';
import { placeholderShape } from '../../privacy/conversationPlaceholders.js';
import { readInstructionFile } from '../../prompts/instructionFile.js';
import { throwIfAborted } from './cancellation.js';
import type { FileCapture } from './files/fileCapture.js';
import { fileState, maximumFileBytes, readContent, type FileState } from './files/readFile.js';
import { SnapshotDocuments } from './snapshotDocuments.js';
import { exists } from './files/exists.js';

/** Kinds that are copies of a file, or of lines of one. */
const kindsOfFiles: ReadonlySet<string> = new Set(['file', 'selection', 'symbol', 'image', 'pdf', 'instructions']);

interface Present {
  readonly text: string | undefined;
  readonly bytes: Uint8Array | undefined;
}

/** Tells what has changed since something was attached. Nothing that it reads leaves it but into editors. */
export class AttachmentChanges implements vscode.Disposable {
  readonly #files: FileCapture;
  readonly #snapshots = new SnapshotDocuments();
  /** What was found for a version of a file. */
  readonly #known = new WeakMap<AttachmentPart, { readonly version: string; readonly change: AttachmentChange }>();

  constructor(files: FileCapture) {
    this.#files = files;
  }

  /** Of others than copies of files nothing can be told: they count as unchanged. Never rejects. */
  async changeOf(part: AttachmentPart): Promise<AttachmentChange> {
    const uri = sourceOf(part);
    if (uri === undefined) return 'unchanged';
    const state = await fileState(uri);
    if (state.kind === 'gone' || state.kind === 'folder' || (await isDeleted(uri, state))) return 'gone';
    const version = versionOf(state);
    const known = this.#known.get(part);
    if (known !== undefined && known.version === version) return known.change;
    const change = await this.#compare(part, uri, state);
    if (version !== undefined) this.#known.set(part, { version, change });
    return change;
  }

  /** Shows the text that was attached, as a document that nobody can change. */
  async showSnapshot(part: AttachmentPart): Promise<void> {
    const name = part.label.slice(part.label.lastIndexOf('/') + 1) || part.kind;
    const uri = this.#snapshots.add(part.id, name, part.text ?? '');
    const document = await vscode.workspace.openTextDocument(uri);
    const languages = part.languageId === undefined ? [] : await vscode.languages.getLanguages();
    const isKnown = part.languageId !== undefined && languages.includes(part.languageId);
    if (isKnown) await vscode.languages.setTextDocumentLanguage(document, part.languageId);
    await vscode.window.showTextDocument(document, { preview: true });
  }

  /** Shows what was attached beside what there is now. @throws ScoutError when that cannot be read */
  async showChanges(part: AttachmentPart): Promise<void> {
    const uri = sourceOf(part);
    const present = uri === undefined ? undefined : await readPresent(uri);
    if (uri === undefined || present?.text === undefined || part.text === undefined) throw unreadable(part);
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    const lines = presentLines(part, present.text);
    const before = this.#snapshots.add(part.id, name, part.text);
    const now = lines === undefined ? uri : this.#presentLines(part, name, present.text, lines);
    const title = vscode.l10n.t('{0} (attached ↔ now)', name);
    await vscode.commands.executeCommand('vscode.diff', before, now, title);
  }

  /**
   * What would be attached now, with an id of its own; `undefined` when the user declined.
   * @throws ScoutError when it is gone or cannot be read, `AbortError`
   */
  async presentVersion(part: AttachmentPart, signal: AbortSignal): Promise<AttachmentPart | undefined> {
    const uri = sourceOf(part);
    const present = uri === undefined || part.range === undefined ? undefined : await readPresent(uri);
    throwIfAborted(signal);
    if (uri === undefined || (part.range !== undefined && present === undefined)) throw unreadable(part);
    const lines = present?.text === undefined ? undefined : presentLines(part, present.text);
    const fragment = lines === undefined ? '' : `L${lines.start}-L${lines.end}`;
    const address = lines === undefined ? uri : uri.with({ fragment });
    const [captured] = await this.#files.capture([address], signal);
    if (captured === undefined) return undefined;
    const text = captured.text === undefined ? {} : { text: textFor(part, uri, captured.text) };
    return { ...captured, ...text, kind: part.kind, label: part.label };
  }

  dispose(): void {
    this.#snapshots.dispose();
  }

  #presentLines(
    part: AttachmentPart,
    name: string,
    text: string,
    lines: { readonly start: number; readonly end: number },
  ): vscode.Uri {
    return this.#snapshots.add(`${part.id}-now`, name, linesOf(withLineFeeds(text), lines)?.text ?? '');
  }

  async #compare(part: AttachmentPart, uri: vscode.Uri, state: FileState): Promise<AttachmentChange> {
    // A file that was small and is too large to be read now has grown.
    if ('bytes' in state && state.bytes > maximumFileBytes) return part.bytes === state.bytes ? 'unchanged' : 'changed';
    const present = await readPresent(uri, state);
    if (present === undefined) return 'gone';
    if (part.text !== undefined && part.data === undefined)
      return present.text === undefined
        ? 'changed'
        : changeOfText(part, textFor(part, uri, present.text), part.text.split(placeholderShape));
    return isSameData(part, present.bytes) ? 'unchanged' : 'changed';
  }
}

/** What is attached of a text: of instructions what they say, without front matter. */
function textFor({ kind }: AttachmentPart, uri: vscode.Uri, text: string): string {
  if (kind !== 'instructions') return text;
  return readInstructionFile(uri.path.slice(uri.path.lastIndexOf('/') + 1), text).text;
}

/** The address of the file that it is a copy of; `undefined` where nothing can be told. */
export function sourceOf({ kind, uri }: AttachmentPart): vscode.Uri | undefined {
  if (uri === undefined || !kindsOfFiles.has(kind)) return undefined;
  try {
    return vscode.Uri.parse(uri, true);
  } catch {
    return undefined;
  }
}

/** A picture that was made smaller is compared by the size of its original. */
function isSameData({ data = '', bytes: size }: AttachmentPart, bytes: Uint8Array | undefined): boolean {
  if (bytes?.length !== size) return false;
  const kept = Buffer.from(data, 'base64');
  return kept.length !== size || kept.equals(bytes);
}

/** Whether an editor, such as a comparison, still holds a file that is gone. What was not saved is in the editor, and nowhere else. */
async function isDeleted(uri: vscode.Uri, state: FileState): Promise<boolean> {
  const isOnDisk = vscode.workspace.fs.isWritableFileSystem(uri.scheme) !== undefined;
  return state.kind === 'open' && !state.document.isDirty && isOnDisk && !(await exists(uri));
}

/** `undefined` when it cannot be read. */
async function readPresent(uri: vscode.Uri, state?: FileState): Promise<Present | undefined> {
  try {
    const known = state ?? (await fileState(uri));
    const isReadable = known.kind !== 'gone' && known.kind !== 'folder' && known.bytes <= maximumFileBytes;
    if (!isReadable) return undefined;
    const content = await readContent(uri, known);
    const isText = content.kind === 'text';
    return { text: isText ? content.text : undefined, bytes: isText ? undefined : content.bytes };
  } catch {
    return undefined;
  }
}

/** Something that is another when the file has changed; `undefined` where nothing tells. */
function versionOf(state: FileState): string | undefined {
  if (state.kind === 'open') return `open ${state.document.version}`;
  return state.kind === 'file' ? `file ${state.modifiedAt} ${state.bytes}` : undefined;
}

function unreadable({ label }: AttachmentPart): ScoutError {
  return new ScoutError(
    'unsupported-input',
    vscode.l10n.t('{0} cannot be read any more. What was attached is kept.', `“${label}”`),
  );
}
