import assert from 'node:assert/strict';
import { SecretMask } from '../../../src/privacy/secretMask.js';
import { Placeholders } from '../../../src/privacy/placeholders.js';
import { passingConversation } from '../../../src/privacy/sendGate.js';

describe('a text that is meant for others', () => {
  const maskOf = (...secrets: readonly string[]): SecretMask => new SecretMask(secrets, new Placeholders());

  it('has no secret, a part of a longer one included, and none of its neighbours is touched', () => {
    const mask = maskOf('hunter22', 'hunter22-and-more');
    assert.equal(mask.masked('use hunter22-and-more, not hunter22s'), 'use ***, not ***s');
    assert.equal(mask.masked('use hunter2'), 'use ***', 'its end was cut off');
    assert.equal(mask.masked('go hunting'), 'go hunting');
  });

  it('loses a short secret only where it stands by itself', () => {
    const mask = maskOf('a.c', 'ed');
    assert.equal(mask.masked('ed edited a.c and abc: (ed)'), '*** edited *** and abc: (***)');
  });

  it('has no line of a secret of several lines', () => {
    const mask = maskOf('-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\nAQ==\n-----END KEY-----');
    assert.equal(mask.masked('add MIIEvQIBADANBgkqhkiG9w0B here'), 'add *** here');
    assert.equal(mask.masked('add AQ== here'), 'add AQ== here');
  });

  it('grows by what cannot become a secret or a placeholder', () => {
    const placeholders = new Placeholders();
    const placeholder = placeholders.replace(passingConversation, 'k', [{ start: 0, end: 1, kind: 'password' }]);
    const mask = new SecretMask(['hunter22'], placeholders);
    assert.equal(mask.maskedSoFar('fix: hunt'), 'fix: ');
    assert.equal(mask.maskedSoFar('fix: hunted'), 'fix: hunted');
    assert.equal(mask.maskedSoFar(`fix: ${placeholder.slice(0, -1)}`), 'fix: ');
    assert.equal(mask.maskedSoFar(`fix: ${placeholder} SECRET_9_AAAAA_PASSWORD `), 'fix: *** SECRET_9_AAAAA_PASSWORD ');
  });
});
