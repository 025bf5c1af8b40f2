import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { MessagePart } from '../../../../../src/core/message.js';
import {
  attachment,
  attachWhileCollecting,
  filePart,
  historyWithUnusedBlob,
  partsIn,
  withParts,
} from '../../../../unit/storage/support/blobHistory.js';
import { closeDatabases, openDatabase } from '../../../../unit/storage/support/openDatabase.js';
import { SimulatedFiles } from '../../../../unit/storage/support/simulatedFiles.js';

describe('attachments', () => {
  it('come back as they were, whatever they are', () => {
    const data = fc.oneof(
      fc.uint8Array({ minLength: 0, maxLength: 20 }).map((bytes) => Buffer.from(bytes).toString('base64')),
      fc.integer({ min: 12_000, max: 13_000 }).map((size) => attachment(size)),
      fc.string({ maxLength: 20_000 }),
      fc.constant('AB'.repeat(10_001)),
      fc.constant(`${'A'.repeat(20_000)}==`),
    );
    const part = fc.oneof(
      fc.record(
        { type: fc.constant('file'), mediaType: fc.string(), data, name: fc.string() },
        { requiredKeys: ['type', 'mediaType', 'data'] },
      ),
      fc.record({ type: fc.constant('text'), text: fc.string({ unit: 'binary' }) }),
      fc.record({
        type: fc.constant('opaque'),
        vendor: fc.string(),
        data: fc.record({ blob: fc.constant('a'.repeat(64)) }),
      }),
    ) as fc.Arbitrary<MessagePart>;
    fc.assert(
      fc
        .property(fc.array(part, { maxLength: 4 }), (parts) => {
          const files = new SimulatedFiles();
          openDatabase(files).append([withParts('a', parts)]);
          assert.deepEqual(partsIn(openDatabase(files)), JSON.parse(JSON.stringify(parts)));
        })
        .afterEach(closeDatabases),
      { numRuns: 60 },
    );
  });

  it('are on the disk before the message that shows them, whenever the process dies or the power fails', () => {
    const data = attachment();
    const append = (files: SimulatedFiles): void => void openDatabase(files).append([withParts('a', [filePart(data)])]);
    const complete = new SimulatedFiles();
    append(complete);
    const calls = complete.calls.length;
    assert.ok(calls > 10);
    let absent = 0;
    for (let last = 0; last <= calls; last++) {
      for (const random of [undefined, 0, 0.6, 0.99]) {
        const files = new SimulatedFiles();
        let call = 0;
        files.before = () => {
          if (call++ >= last) throw new Error('dead');
        };
        try {
          append(files);
        } catch (error) {
          assert.equal((error as Error).message, 'dead');
        }
        files.before = () => undefined;
        const found = random === undefined ? files.copy() : files.afterPowerLoss(() => random);
        const parts = partsIn(openDatabase(found));
        if (parts === undefined) absent++;
        else assert.deepEqual(parts, [filePart(data)]);
        if (last === calls) assert.deepEqual(parts, [filePart(data)]);
      }
    }
    assert.ok(absent > 10);
  });

  it('are never lost when one window attaches the same while another one collects, at whatever call', () => {
    const data = attachment();
    for (const create of [() => historyWithUnusedBlob(data), () => new SimulatedFiles()]) {
      for (const outer of ['append', 'collect'] as const) {
        let moment = 0;
        while (attachWhileCollecting(create(), data, outer, moment)) {
          moment++;
          closeDatabases();
        }
        assert.ok(moment > 2, `${outer} makes ${moment} calls`);
      }
    }
  });
});
