import assert from 'node:assert/strict';
import type { AttachmentPart } from '../../../src/core/message.js';
import { LocalOnlyRules } from '../../../src/privacy/localOnly.js';
import type { SendTarget } from '../../../src/privacy/sendGate.js';

const far: SendTarget = { id: 'openai', name: 'OpenAI', baseUrl: 'https://api.openai.com/v1' };
const attached = (uri: string | undefined, sources?: readonly string[]): AttachmentPart => ({
  type: 'attachment',
  id: 'a',
  kind: 'file',
  label: 'a',
  mediaType: 'text/plain',
  text: 'x',
  ...(uri === undefined ? {} : { uri }),
  ...(sources === undefined ? {} : { sources }),
  bytes: 1,
  capturedAt: 0,
});

const rulesOf = (rules: readonly unknown[], localHosts: readonly string[] = []): LocalOnlyRules =>
  new LocalOnlyRules({
    rules,
    localHosts,
    folders: ['file:///home/ada/shop', 'file:///c%3A/Work/Shop'],
    home: '/home/ada',
  });
const isRefused = (rule: unknown, ...sources: readonly string[]): boolean =>
  rulesOf([rule]).refused([attached(sources[0], sources.slice(1))], far).length > 0;

describe('a rule "only local"', () => {
  const cases: readonly (readonly [rule: string, source: string, refused: boolean])[] = [
    ['secrets/**', 'file:///home/ada/shop/secrets/a/b.txt', true],
    ['secrets', 'file:///home/ada/shop/secrets/a.txt', true],
    ['secrets/', 'file:///home/ada/shop/secrets/a.txt', true],
    ['./secrets', 'file:///home/ada/shop/secrets/a.txt', true],
    ['${workspaceFolder}/secrets', 'file:///home/ada/shop/secrets/a.txt', true],
    ['secrets', 'file:///home/ada/shop/src/secrets/a.txt', true],
    ['secrets/**', 'file:///home/ada/shop/src/secrets/a.txt', false],
    ['secrets/**', 'file:///home/ada/shop/mysecrets/a.txt', false],
    ['secrets/**', 'file:///home/ada/other/secrets/a.txt', false],
    ['secrets/*', 'file:///home/ada/shop/secrets/deep/a.txt', true],
    ['*.pem', 'file:///home/ada/shop/deep/er/key.pem', true],
    ['*.pem', 'file:///etc/ssl/key.PEM', true],
    ['*.pem', 'file:///home/ada/shop/key.pem.txt', false],
    ['**/*.{pem,key}', 'file:///home/ada/shop/a/b.key', true],
    ['{customers,orders/new}', 'file:///home/ada/shop/orders/new/1.json', true],
    ['{customers,orders/new}', 'file:///home/ada/shop/orders/old/1.json', false],
    ['src/**/private/*.ts', 'file:///home/ada/shop/src/private/a.ts', true],
    ['src/**/private/*.ts', 'file:///home/ada/shop/src/a/b/private/a.ts', true],
    ['.env*', 'file:///home/ada/shop/.env.local', true],
    ['file?.txt', 'file:///home/ada/shop/file1.txt', true],
    ['file[0-3].txt', 'file:///home/ada/shop/file4.txt', false],
    ['file[!0-3].txt', 'file:///home/ada/shop/file4.txt', true],
    ['**', 'file:///anything', true],
    ['/home/ada/private', 'file:///home/ada/private/a.txt', true],
    ['~/private', 'file:///home/ada/private/a.txt', true],
    ['~/private', 'file:///home/ada/privates/a.txt', false],
    ['/home/*/private/**', 'file:///home/bob/private/a.txt', true],
    ['C:\\Work\\Customers', 'file:///c%3A/work/customers/a.txt', true],
    ['c:/work/customers/**', 'C:\\Work\\Customers\\a.txt', true],
    ['customers\\**', 'file:///c%3A/Work/Shop/Customers/a.txt', true],
    ['\\\\server\\share', 'file://server/share/a.txt', true],
    ['SECRETS', 'file:///home/ada/shop/secrets/a.txt', true],
    ['büro', 'file:///home/ada/shop/bu%CC%88ro/a.txt', true],
    ['secrets', 'file:///home/ada/shop/src/%2e%2e/secrets/a.txt', true],
    ['secrets', 'file:///home/ada/shop/secrets/%E0%A4%A/a.txt', true],
    ['secrets', 'vscode-remote://ssh-remote%2Bhost/home/ada/shop/secrets/a.txt', true],
    ['secrets/**', 'git:/home/ada/shop/secrets/a.txt?%7B%22ref%22%3A%22HEAD%22%7D', true],
    ['notes/**', 'notes/a.txt', true],
    ['https://wiki.corp.test/**', 'https://WIKI.corp.test/page?id=1', true],
    ['https://*.corp.test', 'https://wiki.corp.test/page', true],
    ['https://*.corp.test', 'https://wiki.corp.test.evil.test/page', false],
  ];
  for (const [rule, source, refused] of cases) {
    it(`${rule} ${refused ? 'keeps' : 'does not keep'} ${source}`, () => {
      assert.equal(isRefused(rule, source), refused);
    });
  }

  it('is for every file whose content is in an attachment', () => {
    assert.ok(
      isRefused('*.pem', 'file:///home/ada/shop', 'file:///home/ada/shop/a.txt', 'file:///home/ada/shop/b.pem'),
    );
  });

  it('leaves alone what has no source', () => {
    assert.deepEqual(rulesOf(['secrets']).refused([attached(undefined)], far), []);
  });

  it('refuses whatever has a source when it cannot be read', () => {
    for (const rule of [
      '../other/**',
      '/home/ada/shop/../other',
      'a/..',
      '{a,b/../c}',
      '..\\\\other',
      '..',
      7,
      null,
      { a: 1 },
      '',
      ' ',
      '{a',
      'a}',
      'x'.repeat(600),
      '${secret}/x',
      '!a',
      '{a,b}'.repeat(8),
    ]) {
      assert.equal(rulesOf([rule]).refused([attached('file:///x')], far)[0]?.isUnreadable, true, JSON.stringify(rule));
    }
  });

  it('says which rule and which attachment', () => {
    const part = attached('file:///home/ada/shop/a.pem');
    assert.deepEqual(rulesOf(['other', '*.pem']).refused([attached('file:///b'), part], far), [
      { rule: '*.pem', attachment: part, source: part.uri, isUnreadable: false },
    ]);
  });

  it('ends soon with many stars', () => {
    const rule = `${'*a'.repeat(200)}b/${'**/'.repeat(30)}x`;
    assert.equal(isRefused(rule, `file:///${'a'.repeat(4_000)}/${'a/'.repeat(500)}y`), false);
  });
});

describe('a local endpoint', () => {
  const isLocal = (baseUrl: string | undefined, hosts: readonly string[] = []): boolean =>
    rulesOf(['**'], hosts).refused([attached('file:///x')], { ...far, baseUrl }).length === 0;

  it('is reached at an address of this machine', () => {
    for (const address of [
      'http://localhost:11434/v1',
      'http://LOCALHOST./v1',
      'http://ollama.localhost/v1',
      'http://127.0.0.1:8080',
      'http://127.9.9.9',
      'http://127.1/v1',
      'http://[::1]:8080/v1',
      'http://[::ffff:127.0.0.1]/v1',
      'http://0.0.0.0:8080',
    ]) {
      assert.ok(isLocal(address), address);
    }
  });

  it('is no other', () => {
    for (const address of [
      undefined,
      '',
      'localhost',
      'file:///tmp/socket',
      'https://api.openai.com',
      'http://localhost.evil.test',
      'http://evil.test/localhost',
      'http://127.0.0.1@evil.test',
      'http://127.0.0.1.evil.test',
      'http://128.0.0.1',
      'http://192.168.1.7',
      'http://[::2]',
      'http://[::ffff:8.8.8.8]',
    ]) {
      assert.ok(!isLocal(address), String(address));
    }
  });

  it('may be a host that the user names', () => {
    assert.ok(isLocal('http://192.168.1.7:8080/v1', ['192.168.1.7']));
    assert.ok(isLocal('https://GPU.corp.test/v1', ['gpu.corp.test']));
    assert.ok(isLocal('https://a.corp.test/v1', ['*.corp.test']));
    assert.ok(isLocal('http://[fd00::7]/v1', ['fd00::7']));
    for (const entry of [
      '*',
      '*.',
      '',
      'corp.test',
      'gpu.corp.test/x',
      'gpu.corp.test@evil.test',
      'http://gpu.corp.test',
    ]) {
      assert.ok(!isLocal('https://gpu.corp.test/v1', [entry]), entry);
    }
  });
});
