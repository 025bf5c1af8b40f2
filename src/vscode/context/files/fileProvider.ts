import * as vscode from 'vscode';
import type { AttachmentCandidate, AttachmentProvider } from '../../../attachments/attachmentSource.js';
import { fragmentOf, splitRange } from '../../../attachments/files/lineRange.js';
import { fuzzyCandidates } from '../../../attachments/fuzzyCandidates.js';
import { maximumCandidates } from '../../../attachments/rankCandidates.js';
import type { AttachmentPart, LineRange } from '../../../core/message.js';
import type { FileCapture } from './fileCapture.js';
import type { FileIndex } from './fileIndex.js';
import { filePlace } from './filePlace.js';
import type { RecentFiles } from './recentFiles.js';

/** How much the latest file is preferred; those before it less and less. */
const recentBonus = 0.2;
/** How many open files stand first that are not among the files of the workspace. */
const maximumOpen = 3;

/** Files by their path, the ones used last first. The id is the file's URI, with the lines that were asked for as its fragment. */
export class FileProvider implements AttachmentProvider {
  readonly prefix = 'file';
  readonly #index: FileIndex;
  readonly #recent: RecentFiles;
  readonly #capture: FileCapture;

  constructor(index: FileIndex, recent: RecentFiles, capture: FileCapture) {
    this.#index = index;
    this.#recent = recent;
    this.#capture = capture;
  }

  async find(query: string, signal: AbortSignal): Promise<readonly AttachmentCandidate[]> {
    const { name, range } = splitRange(query);
    if (name === '') {
      this.#index.warmUp();
      return this.#recent.uris.map((uri) => fileCandidate(uri, undefined, []));
    }
    const recent = this.#recent.uris;
    const bonus = new Map(recent.map((uri, place) => [uri.toString(), recentBonus * (1 - place / recent.length)]));
    const found = await this.#index.search(name, maximumCandidates, bonus, signal);
    const indexed = found.map(({ uri, path, matches }) => {
      const start = path.lastIndexOf('/') + 1;
      const inName = matches.filter((place) => place >= start).map((place) => place - start);
      return fileCandidate(uri, range, inName);
    });
    // What is open need not be in the index: it was never saved, or lies elsewhere.
    const ids = new Set(indexed.map(({ id }) => id));
    const open = recent.map((uri) => fileCandidate(uri, range, [])).filter(({ id }) => !ids.has(id));
    return [...fuzzyCandidates(name, open).slice(0, maximumOpen), ...indexed];
  }

  async capture(candidateId: string, signal: AbortSignal): Promise<readonly AttachmentPart[]> {
    const uri = vscode.Uri.parse(candidateId.slice(this.prefix.length + 1), true);
    return this.#capture.capture([uri], signal);
  }
}

export function fileCandidate(
  uri: vscode.Uri,
  range: LineRange | undefined,
  matches: readonly number[],
): AttachmentCandidate {
  const { name, parent } = filePlace(uri);
  const place = range === undefined ? uri : uri.with({ fragment: fragmentOf(range) });
  const lines = range === undefined ? '' : `:${range.start}${range.end === range.start ? '' : `–${range.end}`}`;
  return {
    id: `file:${place.toString()}`,
    kind: range === undefined ? 'file' : 'selection',
    label: name + lines,
    description: parent,
    matches,
    place: { uri: uri.toString(), range },
  };
}
