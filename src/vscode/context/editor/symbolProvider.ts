import * as vscode from 'vscode';
import { attachedText } from '../../../attachments/attachedText.js';
import type { AttachmentCandidate, AttachmentProvider } from '../../../attachments/attachmentSource.js';
import { fuzzyCandidates } from '../../../attachments/fuzzyCandidates.js';
import type { AttachmentPart } from '../../../core/message.js';
import { labelOf } from '../../../core/text/labelOf.js';
import { uuidv7 } from '../../../core/uuid.js';
import { throwIfAborted } from '../cancellation.js';
import { filePlace } from '../files/filePlace.js';
import type { FileCapture } from '../files/fileCapture.js';
import { concernsOf } from '../files/concernsOf.js';
import { IgnoredFiles } from '../files/ignoredFiles.js';
import { askAboutFiles } from '../files/fileConcerns.js';
import { cutNote } from '../files/textPart.js';
import { documentSymbols, symbolAt, type NamedRange } from './documentSymbols.js';
import type { EditorInUse } from './editorInUse.js';
import { OneAtATime } from './oneAtATime.js';

/** From this length of a query on the whole workspace is asked. */
const workspaceQueryLength = 3;
const maximumFound = 20;

/** Functions, classes and the like, of the file in use and of the workspace. The id is the URI of the file, with the place as its fragment. */
export class SymbolProvider implements AttachmentProvider {
  readonly prefix = 'symbol';
  readonly #editor: EditorInUse;
  readonly #files: FileCapture;
  readonly #ofFile = new OneAtATime();
  readonly #ofWorkspace = new OneAtATime();

  constructor(editor: EditorInUse, files: FileCapture) {
    this.#editor = editor;
    this.#files = files;
  }

  async find(query: string, signal: AbortSignal): Promise<readonly AttachmentCandidate[]> {
    if (query === '') return [];
    const uri = this.#editor.current?.document.uri;
    const [inFile, inWorkspace] = await Promise.all([
      uri === undefined ? [] : this.#ofFile.ask(() => documentSymbols(uri), signal),
      query.length < workspaceQueryLength ? [] : this.#ofWorkspace.ask(() => workspaceSymbols(query), signal),
    ]);
    throwIfAborted(signal);
    const own = uri === undefined ? [] : inFile.map((symbol) => symbolCandidate(uri, symbol, symbol.container));
    const all = [...own, ...inWorkspace];
    const byId = new Map(all.toReversed().map((candidate) => [candidate.id, candidate]));
    return fuzzyCandidates(query, [...byId.values()].toReversed()).slice(0, maximumFound);
  }

  async capture(candidateId: string, signal: AbortSignal): Promise<readonly AttachmentPart[]> {
    const address = vscode.Uri.parse(candidateId.slice(this.prefix.length + 1), true);
    const [line = 1, column = 1] = address.fragment.split(',').map(Number);
    const uri = address.with({ fragment: '' });
    const symbol = symbolAt(await documentSymbols(uri), new vscode.Position(line - 1, column - 1));
    throwIfAborted(signal);
    // Without anything that knows the language there is only the line.
    if (symbol === undefined) return this.#files.capture([uri.with({ fragment: `L${line}` })], signal);
    const concerns = await concernsOf(uri, new IgnoredFiles());
    const part = await symbolPart(uri, symbol);
    if (concerns.length === 0) return [part];
    const doubtful = { label: filePlace(uri).label, bytes: part.bytes, concerns };
    return (await askAboutFiles([doubtful], 0)) === 'all' ? [part] : [];
  }
}

async function symbolPart(uri: vscode.Uri, { name, range }: NamedRange): Promise<AttachmentPart> {
  const document = await vscode.workspace.openTextDocument(uri);
  // Whole lines: the indentation of the first one belongs to it.
  const lines = new vscode.Range(range.start.line, 0, range.end.line, Number.MAX_SAFE_INTEGER);
  const original = document.getText(document.validateRange(lines));
  const { text, omitted } = attachedText(original);
  const note = cutNote(text.length, omitted);
  return {
    type: 'attachment',
    id: uuidv7(),
    kind: 'symbol',
    label: `${labelOf(name)} · ${filePlace(uri).label}`,
    mediaType: 'text/plain',
    text,
    uri: uri.toString(),
    range: { start: range.start.line + 1, end: range.end.line + 1 },
    languageId: document.languageId,
    bytes: Buffer.byteLength(original),
    capturedAt: Date.now(),
    ...(note !== undefined && { note }),
  };
}

async function workspaceSymbols(query: string): Promise<readonly AttachmentCandidate[]> {
  const found = await vscode.commands.executeCommand<vscode.SymbolInformation[] | undefined>(
    'vscode.executeWorkspaceSymbolProvider',
    query,
  );
  return (found ?? [])
    .slice(0, 10 * maximumFound)
    .filter(({ location }) => location.range !== undefined)
    .map(({ name, containerName, location }) =>
      symbolCandidate(location.uri, { name, start: location.range.start }, containerName),
    );
}

function symbolCandidate(
  uri: vscode.Uri,
  { name, start }: { readonly name: string; readonly start: vscode.Position },
  container: string,
): AttachmentCandidate {
  const place = uri.with({ fragment: `${start.line + 1},${start.character + 1}` });
  const where = `${filePlace(uri).label}:${start.line + 1}`;
  return {
    id: `symbol:${place.toString()}`,
    kind: 'symbol',
    label: labelOf(name) || '…',
    description: container === '' ? where : `${labelOf(container)} · ${where}`,
    matches: [],
  };
}
