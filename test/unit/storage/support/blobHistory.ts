import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import path from 'node:path';
import type { MessagePart } from '../../../../src/core/message.js';
import { BlobStore } from '../../../../src/storage/worker/blobs/blobStore.js';
import { collectBlobs } from '../../../../src/storage/worker/blobs/collectBlobs.js';
import type { Database } from '../../../../src/storage/worker/engine/database.js';
import { directory, logDirectory, message, messagesIn, openDatabase } from './openDatabase.js';
import { SimulatedFiles } from './simulatedFiles.js';
import { readableBytes } from '../../../support/readableBytes.js';
import { finish } from './compaction.js';

export const blobDirectory = path.join(directory, 'blobs');

/** Base64 of so many bytes that compress to nothing and occur nowhere else. */
export function attachment(bytes = 20_000): string {
  return randomBytes(bytes).toString('base64');
}

export function withParts(id: string, parts: readonly MessagePart[], conversationId = 'conversation') {
  return {
    events: [{ type: 'message.put', message: { ...message(id, '', 'complete', conversationId), parts } }],
    sync: true,
  };
}

export function filePart(data: string, name = 'picture.png'): MessagePart {
  return { type: 'file', mediaType: 'image/png', data, name };
}

export function blobHash(data: string): string {
  return createHash('sha256').update(Buffer.from(data, 'base64')).digest('hex');
}

/** Whether the bytes, or their base64, occur in any file of the database itself. */
export function isInLog(files: SimulatedFiles, data: string): boolean {
  const samples = [data.slice(0, 60), Buffer.from(data, 'base64').subarray(0, 40)];
  return [...files.contents()].some(
    ([name, bytes]) =>
      path.dirname(name) === logDirectory && samples.some((sample) => readableBytes(bytes).includes(sample)),
  );
}

export function blobNames(files: SimulatedFiles): readonly string[] {
  return [...files.contents().keys()]
    .filter((name) => path.dirname(name) === blobDirectory)
    .map((name) => path.basename(name));
}

export function partsIn(database: Database, id = 'a'): readonly MessagePart[] | undefined {
  return messagesIn(database).find((stored) => stored.id === id)?.parts;
}

/** A collection by a window of its own, as after a checkpoint. */
export function collection(
  files: SimulatedFiles,
  database: Database,
  now = Date.now,
  immediately = false,
): Generator<void, number> {
  return collectBlobs({
    store: new BlobStore(files, directory),
    referred: () => database.open().referredBlobs(),
    catchUp: () => database.catchUpInSteps(),
    now,
    seenBefore: new Set(),
    immediately,
  });
}

/** A history that refers to an attachment in a deleted conversation only. */
export function historyWithUnusedBlob(data: string): SimulatedFiles {
  const files = new SimulatedFiles();
  openDatabase(files).append([
    withParts('b', [filePart(data)], 'deleted'),
    { events: [{ type: 'conversation.tombstone', id: 'deleted' }], sync: true },
  ]);
  return files;
}

/**
 * One window attaches the data again while another one collects what is unused: one of the two happens whole before a certain system call
 * of the other. Afterwards the attachment must be there.
 * @returns whether there was such a call.
 */
export function attachWhileCollecting(
  files: SimulatedFiles,
  data: string,
  outer: 'append' | 'collect',
  moment: number,
): boolean {
  const [writing, collecting] = [openDatabase(files), openDatabase(files)];
  collecting.open();
  const append = (): void => assert.deepEqual(writing.append([withParts('a', [filePart(data)])]), [undefined]);
  const collect = (): void => void finish(collection(files, collecting, Date.now, true));
  let call = 0;
  files.before = () => {
    if (call++ !== moment) return;
    if (outer === 'append') collect();
    else append();
  };
  if (outer === 'append') append();
  else collect();
  files.before = () => undefined;
  if (call <= moment) return false;
  assert.deepEqual(partsIn(openDatabase(files)), [filePart(data)], `${outer} interrupted at call ${moment}`);
  return true;
}
