import assert from 'node:assert/strict';
import { apiKeyProblem } from '../../../src/core/apiKeyProblem.js';
import { ScoutError } from '../../../src/core/errors.js';
import { redact, rememberSecret } from '../../../src/core/redaction.js';
import { endpointOptions } from '../../../src/providers/adapter/endpointOptions.js';
import { withoutPrompt } from '../../../src/providers/adapter/withoutPrompt.js';
import { createEventCheck } from '../../../src/providers/adapter/answer/checkedEvents.js';
import { parseToolArguments } from '../../../src/providers/adapter/answer/toolArguments.js';
import { createUnknownEventLog } from '../../../src/providers/adapter/unknownEventLog.js';
import { readVendorFailure } from '../../../src/providers/transport/vendorFailure.js';
import { recordingLogger } from '../../support/recordingLogger.js';
import { silentLogger } from '../../../src/core/logger.js';

const key = 'canary-"k3y"-Zq8\nsecond-half-W7x+/=9';

describe('redaction', () => {
  before(() => rememberSecret(key));

  const forms: readonly (readonly [string, string])[] = [
    ['raw', key],
    ['as JSON', JSON.stringify(key)],
    ['as JSON in JSON', JSON.stringify(JSON.stringify({ key }))],
    ['in a URL', encodeURIComponent(key)],
    ['in base64', Buffer.from(key).toString('base64')],
    ['in a Basic header', Buffer.from(`:${key}`).toString('base64')],
    ['in base64 after one character', Buffer.from(`u${key}`).toString('base64')],
    ['in base64 after two', Buffer.from(`me${key}`).toString('base64url')],
    ['in the base64 of a header', Buffer.from(`Authorization: Bearer ${key}\nAccept: */*`).toString('base64')],
    ['in bytes', Buffer.from(key).toString('hex')],
    [
      'in a dump of bytes',
      `<Buffer ${Buffer.from(key)
        .toString('hex')
        .replaceAll(/(?=(?:..)+$)/gu, ' ')}>`,
    ],
    [
      'in bytes with colons',
      Buffer.from(key)
        .toString('hex')
        .toUpperCase()
        .replaceAll(/\B(?=(?:..)+$)/gu, ':'),
    ],
    [
      'in bytes of a program',
      [...Buffer.from(key)].map((byte) => `0x${byte.toString(16).padStart(2, '0')}`).join(', '),
    ],
    ['in bytes as JSON', JSON.stringify(Buffer.from(key))],
    ['in octal escapes', [...Buffer.from(key)].map((byte) => `\\${byte.toString(8)}`).join('')],
    ['in the escapes of mail', [...Buffer.from(key)].map((byte) => `=${byte.toString(16).padStart(2, '0')}`).join('')],
    ['in HTML', key.replace(/["\n/=]/gu, (character) => `&#x${character.charCodeAt(0).toString(16)};`)],
    ['in decimal references', [...key].map((character) => `&#${character.charCodeAt(0)};`).join('')],
    [
      'in the escapes of a program',
      key.replace(/\W/gu, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`),
    ],
    ['in capitals', key.toUpperCase()],
    ['on one line', key.replaceAll('\n', ' ')],
    ['its second line', 'second-half-W7x+/=9'],
    ['cut short', 'canary-"k3y"-Zq8 second-ha'],
  ];
  for (const [how, form] of forms) {
    it(`finds a key ${how}, in messages and in causes`, () => {
      const error = new ScoutError('network', `It says: ${form}!`, { cause: new TypeError(`invalid: ${form}`) });
      const seen = `${error.message}${error.stack}${String(error.cause)}${(error.cause as Error).stack}`;
      for (const piece of ['canary', 'k3y', 'W7x', 'CANARY', 'W7X', form]) assert.ok(!seen.includes(piece), seen);
      assert.match(error.message, /^It says: [^]*!$/u);
    });
  }

  it('finds a key before what holds it is cut to a label', () => {
    const escaped = [...'second-half-W7x'].map((character) => `\\u00${character.charCodeAt(0).toString(16)}`).join('');
    const logger = recordingLogger();
    const notes = createUnknownEventLog('Anybody', logger)();
    notes.unknown(escaped);
    const check = createEventCheck('Anybody');
    const finish = check({ type: 'finish', reason: 'stop', rawReason: `${'x'.repeat(40)} ${escaped}` });
    const broken: unknown[] = [];
    try {
      parseToolArguments('no JSON', `${'x'.repeat(20)} ${escaped}`);
    } catch (error) {
      broken.push(String(error));
    }
    const { parameter } = readVendorFailure({ error: { param: `${'x'.repeat(40)} ${escaped}` } });
    const seen = JSON.stringify([logger.lines, finish, broken, parameter]);
    assert.doesNotMatch(seen, /u0073|u0065/u);
    assert.equal(seen.match(/\[redacted\]/gu)?.length, 3);
  });

  it('finds every piece that is repeated, not only one', () => {
    const piece = 'second-half-W7x';
    const seen = redact(`Not ${piece}…, and ${piece}?, nor s e c o n d-half-W7x/, nor ${piece.toUpperCase()}.`);
    assert.doesNotMatch(seen, /w7x/iu);
    assert.match(seen, /^Not .*, and .*, nor .*, nor .*\.$/u);
  });

  it('finds a short key as a whole, and one that looks like escapes', () => {
    rememberSecret('p@ss-W0rd/12');
    rememberSecret('abc%41def%2Fghi%3Djkl');
    for (const form of ['p@ss-W0rd&#x2F;12', 'p@ss-W0rd\\/12', 'P@SS-W0RD/12'])
      assert.doesNotMatch(redact(`Denied: ${form}.`), /w0rd/iu);
    assert.doesNotMatch(redact('Denied: abc%41def%2F\nghi%3Djkl.'), /ghi/u);
  });

  it('finds headers, keys of known form, users in URLs and keys in their queries, of whomever', () => {
    for (const text of [
      'authorization: Bearer abcdef-stranger',
      '{"x-api-key":"abcdef-stranger"}',
      'Incorrect API key: sk-abcdef-stranger',
      'http://me:abcdef-stranger@host/v1',
      'https://host/v1?key=abcdef-stranger&alt=sse',
    ])
      assert.ok(!redact(text).includes('stranger'), redact(text));
  });

  it('keeps ordinary sentences, and their length within bounds', () => {
    const sentence =
      'OpenAI rejected the request (HTTP 400). The key of the map is missing: see https://host/docs?page=2.';
    assert.equal(redact(sentence), sentence);
    assert.equal(redact('x'.repeat(1_000_000)).length, 4_001);
    assert.equal(redact('a\u202eb\u0000c'), 'a b c');
  });

  it('keeps nothing else of a cause', () => {
    const cause = Object.assign(new Error('boom'), { code: 'ECONNRESET', request: { body: 'the prompt' } });
    const kept = new ScoutError('network', 'x', { cause }).cause as Error;
    assert.deepEqual(
      Object.keys(kept).sort(),
      ['code', 'name', 'stack'].filter((name) => Object.hasOwn(kept, name) && Object.keys(kept).includes(name)),
    );
    assert.ok(!('request' in kept));
  });
});

describe('an error that repeats the request', () => {
  const question = 'My diary says that Anna Blume lives at Elm Street 12 and owes "nobody" anything at all.';
  const request = {
    model: 'm',
    messages: [{ role: 'user', parts: [{ type: 'text', text: question }] }],
    parameters: {},
  } as const;
  const cleaned = async (sentence: string): Promise<string> =>
    (await withoutPrompt(new ScoutError('invalid-request', sentence), request)).message;

  it('loses the prompt in every form, and keeps the rest', async () => {
    for (const form of [question, JSON.stringify(question), encodeURIComponent(question), question.slice(0, 60)]) {
      const message = await cleaned(`Bad input: ${form} (code 7)`);
      assert.ok(!/Anna|Blume|Elm/u.test(message), message);
      assert.match(message, /^Bad input: .*\(code 7\)$/u);
    }
  });

  it('keeps what SCOUT itself found at fault', async () => {
    const error = new ScoutError('invalid-request', `Bad: ${question}`, { fault: 'address' });
    const clean = await withoutPrompt(error, request);
    assert.notEqual(clean, error);
    assert.equal(clean.fault, 'address');
  });

  it('loses it as often as it is repeated', async () => {
    const message = await cleaned(`Bad input: ${question} Bad messages: ${question} Bad: ${question.toUpperCase()}`);
    assert.doesNotMatch(message, /Anna|Blume|Elm/iu);
  });

  it('finds it anywhere in a long prompt', async () => {
    const text = `${'filler text number one. '.repeat(30_000)}${question}${' and more of it.'.repeat(30_000)}`;
    const long = { ...request, messages: [{ role: 'user', parts: [{ type: 'text', text }] }] } as const;
    const { message } = await withoutPrompt(new ScoutError('invalid-request', `Bad: ${question}`), long);
    assert.ok(!message.includes('Blume'), message);
  });

  it('finds all of what begins like an earlier message, or stands across a border in a long one', async () => {
    const beginning = 'Log in to the build server of the second team with ';
    const whole = `${beginning}hunter2Zebra99Quartz`;
    const filler = 'filler '.repeat(20_000);
    const histories = [[beginning, filler, whole], [`${filler.slice(0, 64 * 1024 - beginning.length)}${whole}`]];
    for (const texts of histories) {
      const messages = texts.map((text) => ({ role: 'user' as const, parts: [{ type: 'text' as const, text }] }));
      const error = new ScoutError('invalid-request', `Bad: ${whole} (code 7)`);
      assert.equal((await withoutPrompt(error, { ...request, messages })).message, 'Bad: […] (code 7)');
    }
  });

  it('finds each of many short messages, and others get their turn meanwhile', async () => {
    const textOf = (index: number): string => `question number ${index} of many`;
    const messages = Array.from({ length: 3_000 }, (_, index) => ({
      role: 'user' as const,
      parts: [{ type: 'text' as const, text: textOf(index) }],
    }));
    let turns = 0;
    const count = setInterval(() => (turns += 1));
    const sentence = `Bad: ${textOf(1)}, ${textOf(2_999)}. Try again.`;
    const { message } = await withoutPrompt(new ScoutError('invalid-request', sentence), { ...request, messages });
    clearInterval(count);
    assert.match(message, /^Bad: \[…\], \[…\]\. Try again\.$/u);
    assert.ok(turns > 1, `${turns} turns`);
  });

  it('stays as it is where nothing is repeated', async () => {
    assert.equal(
      await cleaned('The model is not available in your region.'),
      'The model is not available in your region.',
    );
  });
});

describe('what cannot be a key', () => {
  it('is named', () => {
    const cases = {
      'a\nb': 'line-break',
      '"sk"': 'quotes',
      '“sk”': 'quotes',
      'Bearer sk': 'scheme',
      'sk ü': 'characters',
    };
    for (const [value, problem] of Object.entries(cases)) assert.equal(apiKeyProblem(value), problem);
    assert.equal(apiKeyProblem('sk-proj_A.b+c/d='), undefined);
  });
});

describe('user and password in an address', () => {
  it('become a header and are known as secrets', () => {
    const options = endpointOptions({
      apiKey: undefined,
      baseUrl: 'http://me:s3cret-pass%21@host:1/v1',
      idleTimeoutMs: 1,
      logger: silentLogger,
    });
    assert.equal(options.baseUrl, 'http://host:1/v1');
    assert.equal(options.basicAuthorization, `Basic ${Buffer.from('me:s3cret-pass!').toString('base64')}`);
    assert.ok(!redact(`no s3cret-pass! and ${String(options.basicAuthorization)}`).includes('s3cret'));
  });
});
