import assert from 'node:assert/strict';
import { KnownValues } from '../../../src/privacy/knownValues.js';
import { secretKinds } from '../../../src/privacy/secretFinding.js';
import { findSecrets } from '../../../src/privacy/secretScan.js';
import { harmlessTexts } from './support/harmlessTexts.js';
import { keyMaker } from './support/madeUpKeys.js';
import { secretSamples } from './support/secretSamples.js';

const samples = secretSamples(11);

const found = async (text: string, known?: KnownValues): Promise<string[]> =>
  (await findSecrets(text, known)).map(({ start, end, kind }) => `${kind}: ${text.slice(start, end)}`);

describe('the scan for secrets', () => {
  for (const { name, text, secret, kind } of samples) {
    it(`finds ${name}`, async () => assert.deepEqual(await found(text), [`${kind}: ${secret}`]));
  }

  for (const [name, text] of harmlessTexts) {
    it(`finds nothing in ${name}`, async () => assert.deepEqual(await found(text), []));
  }

  it('has samples of every kind', () => {
    const kinds = new Set(samples.map(({ kind }) => kind));
    assert.deepEqual(
      secretKinds.filter((kind) => !kinds.has(kind)),
      ['env-value'],
    );
    assert.ok(samples.length >= 60 && harmlessTexts.length >= 60);
  });

  it('finds a known value wherever it is, in words as well', async () => {
    const known = new KnownValues(['correct horse battery', 'abab-9']);
    assert.deepEqual(await found('say "correct horse battery", ababab-9!', known), [
      'env-value: correct horse battery',
      'env-value: abab-9',
    ]);
  });

  it('calls what is known by its own shape what it is', async () => {
    const key = `ghp_${keyMaker(3)('letters', 36)}`;
    assert.deepEqual(await found(`x ${key} y`, new KnownValues([key])), [`github-token: ${key}`]);
  });

  it('names one range for what is found twice', async () => {
    const secret = `sk-ant-api03-${keyMaker(4)('url', 90)}`;
    assert.deepEqual(await found(`ANTHROPIC_API_KEY="${secret}"`, new KnownValues([secret.slice(0, 30)])), [
      `anthropic-key: ${secret}`,
    ]);
  });

  it('finds every one of many, in their order', async () => {
    const all = samples.map(({ text }) => text).join('\n\n\n');
    const places = samples.map(({ secret }) => secret);
    assert.deepEqual(
      (await findSecrets(all)).map(({ start, end }) => all.slice(start, end)),
      places,
    );
  });

  it('stops when it is cancelled', async () => {
    await assert.rejects(findSecrets('a'.repeat(200_000), undefined, AbortSignal.abort()), { name: 'AbortError' });
  });
});
