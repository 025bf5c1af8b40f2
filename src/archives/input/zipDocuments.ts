import { ImportError } from '../importError.js';
import type { ArchiveLimits } from '../limits.js';
import type { RandomAccess } from './randomAccess.js';
import { attachmentIdOf, mayHoldChats, type SourceDocument } from './sourceDocument.js';
import { readZipDirectory, type ZipEntry } from './zipDirectory.js';
import { streamZipEntry, verifyZipEntry } from './zipEntryStream.js';

/** The files of a zip that may hold chats. Zips within zips stay closed. @throws ImportError */
export async function zipDocuments(
  zip: RandomAccess,
  modifiedAt: number,
  limits: ArchiveLimits,
): Promise<readonly SourceDocument[]> {
  const entries = await readZipDirectory(zip, limits);
  const texts = entries.filter(({ name }) => mayHoldChats(name));
  if (texts.reduce((sum, { size }) => sum + size, 0) > limits.inflatedBytes) throw new ImportError('zip-bomb');
  const byName = new Map(texts.map((entry) => [entry.name, entry]));
  const attachments = new Map<string, ZipEntry>();
  for (const entry of entries) {
    const id = attachmentIdOf(nameParts(entry.name).file);
    if (id !== undefined && !attachments.has(id)) attachments.set(id, entry);
  }

  const documentOf = (entry: ZipEntry): SourceDocument => {
    const { folderPath, folder } = nameParts(entry.name);
    return {
      name: entry.name,
      size: entry.size,
      folder,
      modifiedAt,
      open: () => streamZipEntry(zip, entry, limits),
      verify: (signal) => verifyZipEntry(zip, entry, limits, signal),
      beside(name) {
        const other = byName.get(folderPath + name);
        return other === undefined ? undefined : documentOf(other);
      },
      attachment(id) {
        const file = attachments.get(id);
        const found = file && { size: file.size, open: () => streamZipEntry(zip, file, limits) };
        return Promise.resolve(found);
      },
    };
  };
  return texts.map(documentOf);
}

/** Names only distinguish files, so that it does not matter where they point. */
function nameParts(name: string): { folderPath: string; folder: string; file: string } {
  const at = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1;
  const folderPath = name.slice(0, at);
  return { folderPath, folder: folderPath.split(/[/\\]/u).at(-2) ?? '', file: name.slice(at) };
}
