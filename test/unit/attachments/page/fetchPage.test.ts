import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { DoubtfulHost, HostCheck } from '../../../../src/attachments/page/checkedHost.js';
import { fetchPage } from '../../../../src/attachments/page/fetchPage.js';

type Respond = (request: IncomingMessage, response: ServerResponse) => void;

interface Site extends AsyncDisposable {
  readonly port: number;
  readonly requests: readonly string[];
}

async function startSite(respond: Respond): Promise<Site> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.headers.host} ${request.url}`);
    respond(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const html =
  (text: string): Respond =>
  (_, response) =>
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(text);

/** The user says yes, and names lead to this machine: the servers of the test are there. */
class Check implements HostCheck {
  readonly asked: DoubtfulHost[] = [];
  readonly resolved: string[] = [];
  answer = true;
  mayUseProxy = false;
  addresses: readonly string[] = ['127.0.0.1'];

  readonly confirm = (host: DoubtfulHost): Promise<boolean> => {
    this.asked.push(host);
    return Promise.resolve(this.answer);
  };

  readonly resolve = (name: string): Promise<{ address: string; family: number }[]> => {
    this.resolved.push(name);
    if (this.addresses.length === 0) return Promise.reject(new Error('ENOTFOUND'));
    return Promise.resolve(this.addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
  };
}

const { signal } = new AbortController();

describe('fetching a page', () => {
  it('gives what the server sends, from the address that was looked up once', async () => {
    await using site = await startSite(html('<p>Grüße</p>'));
    const check = new Check();
    const page = await fetchPage(`http://page.example:${site.port}/a?b=c#part`, check, signal);
    assert.equal(Buffer.from(page!.bytes).toString(), '<p>Grüße</p>');
    assert.deepEqual(
      [page!.url, page!.contentType, page!.isCut],
      [`http://page.example:${site.port}/a?b=c`, 'text/html; charset=utf-8', false],
    );
    assert.deepEqual(site.requests, [`page.example:${site.port} /a?b=c`]);
    assert.deepEqual(check.resolved, ['page.example']);
  });

  it('asks before it reads from an address that is not public, and names it', async () => {
    await using site = await startSite(html('secret'));
    const check = new Check();
    check.answer = false;
    assert.equal(await fetchPage(`http://public.example:${site.port}/`, check, signal), undefined);
    assert.deepEqual(check.asked, [
      { host: 'public.example', address: '127.0.0.1', kind: 'loopback', redirectedFrom: undefined },
    ]);
    for (const address of [
      `http://127.0.0.1:${site.port}/`,
      `http://0x7f.1:${site.port}/`,
      `http://2130706433:${site.port}/`,
      `http://[::ffff:127.0.0.1]:${site.port}/`,
      `http://0.0.0.0:${site.port}/`,
    ])
      assert.equal(await fetchPage(address, check, signal), undefined, address);
    assert.equal(check.asked.length, 6);
    assert.deepEqual(site.requests, []);
  });

  it('asks when one of several addresses is not public', async () => {
    const check = new Check();
    check.answer = false;
    check.addresses = ['93.184.216.34', '10.0.0.7'];
    await fetchPage('https://mixed.example/', check, signal);
    assert.deepEqual(
      check.asked.map(({ address, kind }) => [address, kind]),
      [['10.0.0.7', 'private']],
    );
  });

  it('checks the host of each redirect, and says who leads there', async () => {
    await using inner = await startSite(html('inner'));
    await using outer = await startSite((_, response) =>
      response.writeHead(302, { location: `http://169.254.169.254:${inner.port}/latest` }).end(),
    );
    const check = new Check();
    let questions = 0;
    const confirm = (host: DoubtfulHost): Promise<boolean> => {
      check.asked.push(host);
      return Promise.resolve((questions += 1) === 1);
    };
    assert.equal(
      await fetchPage(
        `http://outer.example:${outer.port}/`,
        { confirm, resolve: check.resolve, mayUseProxy: false },
        signal,
      ),
      undefined,
    );
    assert.deepEqual(check.asked[1], {
      host: '169.254.169.254',
      address: '169.254.169.254',
      kind: 'link-local',
      redirectedFrom: 'outer.example',
    });
    assert.deepEqual(inner.requests, []);
  });

  it('follows five redirects, relative ones, too, and not a sixth', async () => {
    await using site = await startSite((request, response) => {
      const step = Number(request.url!.slice(1));
      if (step > 0) response.writeHead(301, { location: `${step - 1}` }).end();
      else html('arrived')(request, response);
    });
    const check = new Check();
    const page = await fetchPage(`http://a.example:${site.port}/5`, check, signal);
    assert.equal(page!.url, `http://a.example:${site.port}/0`);
    await assert.rejects(fetchPage(`http://a.example:${site.port}/6`, check, signal), { reason: 'redirects' });
  });

  for (const location of [
    'file:///etc/passwd',
    'FILE:/etc/passwd',
    'ftp://a.example/',
    'data:text/html,x',
    'javascript:alert(1)',
    'vscode://x/y',
  ])
    it(`does not follow a redirect to ${location}`, async () => {
      await using site = await startSite((_, response) => response.writeHead(302, { location }).end());
      await assert.rejects(fetchPage(`http://a.example:${site.port}/`, new Check(), signal), {
        reason: 'other-scheme',
      });
    });

  it('refuses addresses that are no page, or carry a login', async () => {
    for (const [address, reason] of [
      ['file:///etc/passwd', 'other-scheme'],
      ['ftp://a.example', 'other-scheme'],
      ['https://', 'bad-address'],
      ['', 'bad-address'],
      ['https://user:pass@a.example/', 'credentials'],
    ] as const)
      await assert.rejects(fetchPage(address, new Check(), signal), { reason }, address);
  });

  it('takes an address without a scheme for https', async () => {
    const check = new Check();
    check.answer = false;
    await fetchPage('localhost:1234/x', check, signal);
    await fetchPage('a.example', check, signal);
    assert.deepEqual(
      check.asked.map(({ host }) => host),
      ['localhost', 'a.example'],
    );
  });

  it('stops reading a huge page, compressed or not', async () => {
    let sent = 0;
    const huge: Respond = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      const more = (): void => {
        while (sent < 50_000_000 && !response.destroyed) {
          sent += 100_000;
          if (!response.write('x'.repeat(100_000))) return void response.once('drain', more);
        }
        response.end();
      };
      more();
    };
    await using site = await startSite(huge);
    const page = await fetchPage(`http://a.example:${site.port}/`, new Check(), signal);
    assert.deepEqual([page!.bytes.length, page!.isCut], [5 * 1024 * 1024, true]);
    assert.ok(sent < 40_000_000, `${sent} bytes were sent`);
    await using bomb = await startSite((_, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' })
        .end(gzipSync(Buffer.alloc(50_000_000, 'x'))),
    );
    const unpacked = await fetchPage(`http://a.example:${bomb.port}/`, new Check(), signal);
    assert.deepEqual([unpacked!.bytes.length, unpacked!.isCut], [5 * 1024 * 1024, true]);
  });

  it('refuses a PDF that is too large to be whole', async () => {
    await using site = await startSite((_, response) =>
      response.writeHead(200, { 'content-type': 'application/pdf' }).end(Buffer.alloc(22_000_000, '%PDF-1.7 ')),
    );
    await assert.rejects(fetchPage(`http://a.example:${site.port}/`, new Check(), signal), { reason: 'too-large' });
  });

  it('says what went wrong', async () => {
    await using site = await startSite((request, response) => {
      if (request.url === '/404') response.writeHead(404).end('no');
      else if (request.url === '/empty') response.writeHead(200).end();
      else if (request.url === '/zip') response.writeHead(200, { 'content-encoding': 'zstd-17' }).end('x');
      else response.socket!.destroy();
    });
    const at = (path: string): Promise<unknown> =>
      fetchPage(`http://a.example:${site.port}${path}`, new Check(), signal);
    await assert.rejects(at('/404'), { reason: 'status', detail: '404' });
    await assert.rejects(at('/empty'), { reason: 'empty' });
    await assert.rejects(at('/zip'), { reason: 'other-content' });
    await assert.rejects(at('/reset'), { reason: 'unreachable' });
    const unknown = new Check();
    unknown.addresses = [];
    await assert.rejects(fetchPage('https://nowhere.example', unknown, signal), { reason: 'not-found' });
  });

  it('asks about a name that only a proxy may know', async () => {
    const check = new Check();
    check.addresses = [];
    check.mayUseProxy = true;
    check.answer = false;
    assert.equal(await fetchPage('https://intranet.example', check, signal), undefined);
    assert.deepEqual(
      check.asked.map(({ kind, address }) => [kind, address]),
      [['unknown', undefined]],
    );
    // Without a proxy on the way, there is no connection to it.
    check.answer = true;
    await assert.rejects(fetchPage('https://intranet.example', check, signal), { reason: 'not-found' });
  });

  it('ends with the time limit, and when it is cancelled', async () => {
    await using site = await startSite(() => undefined);
    const address = `http://a.example:${site.port}/`;
    await assert.rejects(fetchPage(address, new Check(), signal, 100), { reason: 'timeout' });
    const stop = new AbortController();
    const fetched = fetchPage(address, new Check(), stop.signal);
    setTimeout(() => stop.abort(), 50);
    await assert.rejects(fetched, { name: 'AbortError' });
  });

  it('has one time limit for all look-ups and redirects, which a look-up that hangs cannot outlast', async () => {
    await using site = await startSite((request, response) => {
      setTimeout(() => response.writeHead(302, { location: `${request.url}x` }).end(), 150);
    });
    const address = `http://a.example:${site.port}/`;
    await assert.rejects(fetchPage(address, new Check(), signal, 400), { reason: 'timeout' });
    const hanging = Object.assign(new Check(), { resolve: () => new Promise<never>(() => undefined) });
    await assert.rejects(fetchPage(address, hanging, signal, 100), { reason: 'timeout' });
    const stop = new AbortController();
    const fetched = fetchPage(address, hanging, stop.signal);
    setTimeout(() => stop.abort(), 50);
    await assert.rejects(fetched, { name: 'AbortError' });
  });
});
