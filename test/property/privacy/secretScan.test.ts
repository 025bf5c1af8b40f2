import assert from 'node:assert/strict';
import { KnownValues } from '../../../src/privacy/knownValues.js';
import { Placeholders } from '../../../src/privacy/placeholders.js';
import { findSecrets } from '../../../src/privacy/secretScan.js';
import { secretSamples } from '../../unit/privacy/support/secretSamples.js';

const dashes = '-'.repeat(5);

describe('the scan for secrets, whatever the text', () => {
  it('finds nearly every one of random secrets', async () => {
    let all = 0;
    const missed: string[] = [];
    for (let seed = 100; seed < 140; seed++) {
      for (const { name, text, secret } of secretSamples(seed)) {
        all++;
        const found = (await findSecrets(text)).map(({ start, end }) => text.slice(start, end));
        if (!found.includes(secret)) missed.push(`${seed} ${name}`);
      }
    }
    assert.ok(missed.length <= all / 200, `${missed.length} of ${all}: ${missed.join(', ')}`);
  });

  it('finds a secret at every place, also where one piece of the work ends', async () => {
    const samples = secretSamples(11).filter(({ text }) => text.length < 400);
    for (const [number, { text, secret, name }] of samples.entries()) {
      for (const border of [8_192, 16_384]) {
        for (let back = 0; back <= text.length + 2; back += 7 + (number % 5)) {
          const padding = `${'lorem ipsum '.repeat(2_000).slice(0, border - back - 1)}\n`;
          const whole = `${padding}${text}\n${'dolor sit '.repeat(50)}`;
          const found = (await findSecrets(whole)).map(({ start, end }) => whole.slice(start, end));
          assert.deepEqual(found, [secret], `${name}, ${back} before ${border}`);
        }
      }
    }
  });

  it('finds nothing more in what has been replaced, and gives all of it back', async () => {
    for (let seed = 200; seed < 210; seed++) {
      const text = secretSamples(seed)
        .map((sample) => sample.text)
        .join('\n\n\n');
      const placeholders = new Placeholders();
      const replaced = placeholders.replace('c', text, await findSecrets(text));
      assert.deepEqual(
        (await findSecrets(replaced)).map(({ start, end }) => replaced.slice(start, end)),
        [],
      );
      assert.equal(placeholders.restore('c', replaced), text);
    }
  });

  const shapes: readonly string[] = [
    'a',
    ' ',
    'sk-',
    'eyJaaaaaaaaaaaaaa.',
    `${dashes}BEGIN PRIVATE KEY${dashes}\n`,
    `${dashes}BEGIN PRIVATE KEY${dashes}\n${dashes}END `,
    'password=',
    'password="',
    'password: "a1b2c3d4"; ',
    '://a:b@',
    '://a:',
    'authorization: ',
    'machine a login b ',
    'curl -u a:',
    '<password>',
    '\\"token\\"=\\"',
    `eyJ${'a'.repeat(5_000)}.`,
    'abab',
    'token=                ',
    `sk-${'a1B'.repeat(60)} `,
  ];
  const known = new KnownValues(Array.from({ length: 300 }, (_, index) => `${'ab'.repeat(100)}${index}`));

  /** The least of some tries, in milliseconds of CPU: what else the machine does only adds to it. */
  const costOf = async (shape: string, length: number): Promise<number> => {
    const text = shape.repeat(Math.ceil(length / shape.length));
    let least = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 3; round++) {
      const begun = process.cpuUsage();
      await findSecrets(text, known);
      const { user, system } = process.cpuUsage(begun);
      least = Math.min(least, (user + system) / 1_000);
    }
    return least;
  };

  for (const shape of shapes) {
    it(`costs no more than in proportion for ${JSON.stringify(shape.slice(0, 40))}`, async () => {
      const [small, large] = [await costOf(shape, 60_000), await costOf(shape, 480_000)];
      // Eight times the length: 64 times the work would be quadratic. The milliseconds are for what every call costs.
      assert.ok(large <= 24 * (small + 2), `${small} ms, then ${large} ms`);
    });
  }
});
