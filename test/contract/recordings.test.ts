import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { vendors } from '../../src/providers/registry.js';
import { projectFolder } from '../support/projectFolder.js';
import { recordAnswer } from '../support/recordings/recordAnswer.js';
import { thinkingModels } from './support/histories.js';
import { parseRecording, type Recording } from '../support/recordings/recording.js';
import { replayRecording } from '../support/recordings/replayRecording.js';
import { recordingScenarios } from '../support/recordings/scenarios.js';
import { startSimulator, type Simulator } from '../support/simulator/simulator.js';

const folder = path.join(projectFolder, 'test/fixtures/recordings');
const key = 'recorder-K3y.with+signs/=9';

function vendorOf({ vendor }: Pick<Recording, 'vendor'>) {
  return vendors.find(({ id }) => id === vendor)!;
}

/** Reads it whole, byte by byte, and cut off at every tenth of its bytes. */
async function checkReplay(recording: Recording): Promise<void> {
  const vendor = vendorOf(recording);
  assert.deepEqual(await replayRecording(vendor, recording), recording.answer);
  const { length } = new TextEncoder().encode(recording.exchanges.at(-1)?.body);
  assert.deepEqual(await replayRecording(vendor, recording, Array<number>(length).fill(1)), recording.answer);
  for (let tenth = 0; tenth < 10; tenth++) {
    const cut = await replayRecording(vendor, recording, [Math.floor((length * tenth) / 10)]);
    assert.ok(recording.answer.text.startsWith(cut.text), `no other words in the first ${tenth} tenths`);
    assert.ok(
      cut.error !== undefined || cut.models !== undefined || cut.text === recording.answer.text,
      `the first ${tenth} tenths do not pass for the answer`,
    );
  }
}

describe('recorded answers', function () {
  this.timeout(60_000);

  it('are read as when they were recorded', async () => {
    for (const name of (await readdir(folder)).filter((file) => file.endsWith('.json'))) {
      await checkReplay(parseRecording(await readFile(path.join(folder, name), 'utf8')));
    }
  });
});

for (const vendor of vendors) {
  describe(`recordings from ${vendor.name}`, function () {
    this.timeout(60_000);
    let simulator: Simulator;
    before(async () => {
      simulator = await startSimulator({ pace: 0, acceptedKey: key });
    });
    after(() => simulator.close());
    const record = (scenario: string, model = thinkingModels[vendor.id]): Promise<Recording> =>
      recordAnswer({ vendor, scenario, model, apiKey: key, baseUrl: `${simulator.url}/${vendor.id}/v1` });

    for (const scenario of Object.keys(recordingScenarios)) {
      it(`of "${scenario}" are saved and read again`, async () => {
        const recording = parseRecording(JSON.stringify(await record(scenario)));
        assert.equal(recording.answer.error, undefined);
        assert.ok(recording.answer.text !== '' || recording.answer.models !== undefined);
        await checkReplay(recording);
      });
    }

    it('hold an answer that failed', async () => {
      const recording = await record('plain', 'scenario-rate-limited-with-wait');
      assert.equal(recording.answer.error, 'rate-limited');
      assert.deepEqual(await replayRecording(vendor, recording), recording.answer);
    });

    it('hold thoughts and calls, and nothing of what is signed or encrypted', async () => {
      const recording = await record('tool-call', 'scenario-tool-fragments');
      assert.deepEqual(recording.answer.calls, [{ name: 'get_weather', input: { city: 'Paris "☂"' } }]);
      const thoughts = await record('reasoning', 'scenario-reasoning');
      assert.match(thoughts.answer.text, /capital of France/u);
      assert.deepEqual(await replayRecording(vendor, thoughts), thoughts.answer);
      for (const { body } of [...recording.exchanges, ...thoughts.exchanges]) {
        for (const [, value] of body.matchAll(/"(?:signature|thoughtSignature|encrypted_content)":"([^"]+)"/gu)) {
          assert.match(value!, /^(?:[a-z]+[_-])?\d+$/u);
        }
      }
    });
  });
}
