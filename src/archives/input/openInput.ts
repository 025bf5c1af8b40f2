import { stat } from 'node:fs/promises';
import path from 'node:path';
import { ImportError } from '../importError.js';
import type { ArchiveLimits } from '../limits.js';
import { attachmentsOnce, fileDocument, folderDocuments } from './folderDocuments.js';
import { bytesAccess, openFile, unreadable, type RandomAccess } from './randomAccess.js';
import type { ArchiveInput, OpenInput, SourceDocument } from './sourceDocument.js';
import { looksLikeZip } from './zipDirectory.js';
import { zipDocuments } from './zipDocuments.js';

/** Opens what the user chose: a folder, a zip, or any other file, by what it is and not by its name. @throws ImportError */
export async function openInput(
  input: ArchiveInput,
  limits: ArchiveLimits,
  signal: AbortSignal,
  onProblem: (name: string, problem: ImportError) => void,
): Promise<OpenInput> {
  if (input.kind === 'bytes') return openBytes(input.name, input.bytes, limits);
  const status = await stat(input.path).catch((error: unknown) => Promise.reject(unreadable(error)));
  if (status.isDirectory()) return withoutFile(await folderDocuments(input.path, limits, signal, onProblem));
  const file = await openFile(input.path);
  try {
    if (await isSqlite(file)) throw new ImportError('database');
    if (await isZip(file)) return withFile(file, await zipDocuments(file, Math.floor(status.mtimeMs), limits));
  } catch (error) {
    await file[Symbol.asyncDispose]();
    throw error;
  }
  await file[Symbol.asyncDispose]();
  return withoutFile([await fileDocument(input.path, path.basename(input.path), undefined, attachmentsOnce(limits))]);
}

async function openBytes(name: string, bytes: Uint8Array, limits: ArchiveLimits): Promise<OpenInput> {
  const access = bytesAccess(bytes);
  if (await isSqlite(access)) throw new ImportError('database');
  if (await isZip(access)) return withFile(access, await zipDocuments(access, Date.now(), limits));
  const document: SourceDocument = {
    name,
    size: bytes.length,
    folder: '',
    modifiedAt: Date.now(),
    open: () => access.stream(),
    verify: () => Promise.resolve(),
    beside: () => undefined,
    attachment: () => Promise.resolve(undefined),
  };
  return withFile(access, [document]);
}

async function isZip(file: RandomAccess): Promise<boolean> {
  return file.size >= 4 && looksLikeZip(await file.read(0, 4));
}

async function isSqlite(file: RandomAccess): Promise<boolean> {
  return file.size >= 16 && (await file.read(0, 16)).toString('latin1') === 'SQLite format 3\0';
}

function withFile(file: RandomAccess, documents: readonly SourceDocument[]): OpenInput {
  return { documents, [Symbol.asyncDispose]: () => file[Symbol.asyncDispose]() };
}

function withoutFile(documents: readonly SourceDocument[]): OpenInput {
  return { documents, [Symbol.asyncDispose]: () => Promise.resolve() };
}
