import assert from 'node:assert/strict';
import { Placeholders } from '../../../src/privacy/placeholders.js';
import type { SecretFinding } from '../../../src/privacy/secretFinding.js';
import { findSecrets } from '../../../src/privacy/secretScan.js';
import { keyMaker } from './support/madeUpKeys.js';

const token = `ghp_${keyMaker(1)('letters', 36)}`;
const text = `use ${token} and ${token}.`;
const findings: readonly SecretFinding[] = [4, 9 + token.length].map((start) => ({
  start,
  end: start + token.length,
  kind: 'github-token',
}));

describe('placeholders', () => {
  const replaced = (placeholders: Placeholders, conversation = 'a'): string =>
    placeholders.replace(conversation, text, findings);
  const one = (sent: string): string => /SECRET_\w+/u.exec(sent)?.[0] ?? '';

  it('take the place of a secret, the same for each time it stands there', () => {
    const sent = replaced(new Placeholders());
    assert.match(sent, /^use (SECRET_1_[A-Z2-9]{5}_GITHUB_TOKEN) and \1\.$/u);
    assert.ok(!sent.includes(token));
  });

  it('stay the same for the same secret of a conversation', () => {
    const placeholders = new Placeholders();
    assert.equal(replaced(placeholders), replaced(placeholders));
  });

  it('are told apart by their numbers', () => {
    const placeholders = new Placeholders();
    const [first, second] = ['one', 'two'].map((secret) =>
      placeholders.replace('a', secret, [{ start: 0, end: 3, kind: 'password' }]),
    );
    assert.match(`${first} ${second}`, /^SECRET_1_\w+_PASSWORD SECRET_2_\w+_PASSWORD$/u);
    assert.equal(placeholders.restore('a', `${second},${first}`), 'two,one');
  });

  it('are put back in code of every kind', () => {
    const placeholders = new Placeholders();
    const sent = one(replaced(placeholders));
    for (const around of [
      '"§"',
      '`${§}`',
      '<p>§</p>',
      'https://u:§@host/?t=§&x',
      '\\n§\\n',
      '-§-',
      '§§',
      'x§',
      '$(§)',
    ]) {
      assert.equal(
        placeholders.restore('a', around.replaceAll('§', sent)),
        around.replaceAll('§', () => token),
      );
    }
  });

  it('leave alone what only looks like one', () => {
    const placeholders = new Placeholders();
    const sent = one(replaced(placeholders));
    const others = `SECRET_1_AAAAA_GITHUB_TOKEN ${sent.replace('SECRET_1', 'SECRET_2')} ${sent.slice(0, -1)} SECRET_ <secret-1>`;
    assert.equal(placeholders.restore('a', others), others);
  });

  it('mean nothing in another conversation, and nothing in another window', () => {
    const placeholders = new Placeholders();
    const sent = replaced(placeholders);
    replaced(placeholders, 'b');
    assert.equal(placeholders.restore('b', sent), sent);
    assert.equal(new Placeholders().restore('a', sent), sent);
  });

  it('are no secrets themselves', async () => {
    const sent = one(replaced(new Placeholders()));
    assert.deepEqual(await findSecrets(`GITHUB_TOKEN=${sent}\ntoken: "${sent}"`), []);
  });

  it('keep a secret with signs that mean something to a replacement', () => {
    const placeholders = new Placeholders();
    const sent = placeholders.replace('a', 'x$&$1y', [{ start: 1, end: 5, kind: 'password' }]);
    assert.equal(placeholders.restore('a', sent), 'x$&$1y');
  });

  it('stand for what was replaced before wherever it returns, but for what is kept', () => {
    const placeholders = new Placeholders();
    const sent = placeholders.replace('a', 'pw=hunter2xyz', [{ start: 3, end: 13, kind: 'password' }]).slice(3);
    const returned = 'connect("hunter2xyz", hunter2xyz)';
    assert.equal(
      placeholders.conceal('a', returned, () => false),
      `connect("${sent}", ${sent})`,
    );
    assert.equal(
      placeholders.conceal('a', returned, () => true),
      returned,
    );
    assert.equal(
      placeholders.conceal('b', returned, () => false),
      returned,
    );
  });

  it('do not stand for a short word, for one of which they are made, or for a part of a longer secret', () => {
    const placeholders = new Placeholders();
    const replace = (secret: string): string =>
      placeholders.replace('a', secret, [{ start: 0, end: secret.length, kind: 'password' }]);
    replace('abc');
    replace('PASSWORD');
    replace('long-secret');
    const longer = replace('long-secret-of-mine');
    assert.equal(
      placeholders.conceal('a', `abc PASSWORD long-secret-of-mine`, () => false),
      `abc PASSWORD ${longer}`,
    );
  });

  it('are held back while they grow, and nothing else is', () => {
    const placeholders = new Placeholders();
    const sent = one(replaced(placeholders));
    for (let length = 1; length < sent.length; length += 1)
      assert.equal(placeholders.heldBack('a', `use S ${sent.slice(0, length)}`), length);
    for (const text of [sent, `${sent}.`, 'x', 'SECRET_9', 'Sx', 'SS ', ''])
      assert.equal(placeholders.heldBack('a', text), 0, text);
    assert.equal(placeholders.heldBack('a', `S${sent.slice(0, 3)}`), 3);
    assert.equal(placeholders.heldBack('b', sent.slice(0, 5)), 0);
  });
});
