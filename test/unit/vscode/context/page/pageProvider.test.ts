import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { AttachmentPart } from '../../../../../src/core/message.js';
import { DocumentReader } from '../../../../../src/vscode/context/documents/documentReader.js';
import { PageProvider } from '../../../../../src/vscode/context/page/pageProvider.js';
import { pdfBytes } from '../../../../support/pdfBytes.js';
import { vscodeStub } from '../../../../support/vscodeStub/vscodeStub.js';

const workerFile = fileURLToPath(new URL('../../../../../src/attachments/documents/main.ts', import.meta.url));
const reader = new DocumentReader(workerFile, () => assert.fail('no page has a large image'));
const provider = new PageProvider({ reader, workerFile });
const { signal } = new AbortController();

const pages: Readonly<Record<string, (response: ServerResponse) => unknown>> = {
  '/page': (response) =>
    response
      .writeHead(200, { 'content-type': 'text/html; charset=iso-8859-1' })
      .end(Buffer.from('<title>Gr\xfc\xdfe &amp; mehr</title><h1>Gr\xfc\xdfe</h1><script>x</script>', 'latin1')),
  '/data.json': (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"a":1}'),
  '/paper': (response) => response.writeHead(200, { 'content-type': 'text/html' }).end(pdfBytes(['Paper'])),
  '/zip': (response) => response.writeHead(200, { 'content-type': 'application/zip' }).end('PK\u0003\u0004'),
  '/scripts': (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<script>x</script>'),
  '/long': (response) => response.writeHead(200, { 'content-type': 'text/plain' }).end('line\n'.repeat(200_000)),
  '/file': (response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
};

describe('the text of a web page, as an attachment', () => {
  let server: Server;
  let requests: string[] = [];
  let site = '';

  before(async () => {
    server = createServer((request, response) => {
      requests.push(request.url!);
      const page = pages[request.url!];
      if (page === undefined) response.writeHead(404).end();
      else page(response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  beforeEach(() => {
    requests = [];
  });

  after(async () => {
    server.close();
    await once(server, 'close');
  });

  const capture = async (path: string): Promise<AttachmentPart> => {
    vscodeStub.messages.answer('Read Page');
    const [part] = await provider.capture(`page:${site}${path}`, signal);
    return part!;
  };

  it('has the title for its label, and where it came from', async () => {
    const part = await capture('/page');
    assert.deepEqual([part.kind, part.label, part.text, part.uri], ['page', 'Grüße & mehr', '# Grüße', `${site}/page`]);
    const [question] = vscodeStub.messages.shown;
    assert.deepEqual([question!.severity, question!.modal], ['warning', true]);
    assert.match(question!.message, /127\.0\.0\.1/u);
    assert.match(question!.detail!, /that of this computer/u);
  });

  it('is not read when the user declines', async () => {
    vscodeStub.messages.dismiss();
    assert.deepEqual(await provider.capture(`page:${site}/page`, signal), []);
    assert.deepEqual(requests, []);
  });

  it('is as it was sent where it is no HTML, and a PDF where it is one', async () => {
    const json = await capture('/data.json');
    assert.deepEqual([json.text, json.languageId, json.label], ['{"a":1}', 'json', `${site}/data.json`]);
    const paper = await capture('/paper');
    assert.deepEqual([paper.kind, paper.label, paper.text], ['pdf', 'paper', '[Page 1]\nPaper']);
  });

  it('is cut with a note', async () => {
    const part = await capture('/long');
    assert.equal(part.note, 'only the beginning of the page');
    assert.ok(part.text!.length <= 400_000 && part.text!.length > 300_000);
    assert.equal(part.bytes, 1_000_000);
  });

  it('says what is wrong, and that nothing was attached', async () => {
    await assert.rejects(capture('/gone'), /status 404[^]*Nothing was attached\.$/u);
    await assert.rejects(capture('/zip'), /application\/zip[^]*Nothing was attached/u);
    await assert.rejects(capture('/scripts'), /has no text/u);
    await assert.rejects(capture('/file'), /leads to “file:”/u);
    await assert.rejects(provider.capture('page:file:///etc/passwd', signal), /Only pages with http or https/u);
  });

  it('is asked for where no address is given, and refused as long as that is none', async () => {
    vscodeStub.inputs.answer('file:///etc/passwd', `${site}/page`);
    vscodeStub.messages.answer('Read Page');
    const [part] = await provider.capture('page:', signal);
    assert.equal(part!.label, 'Grüße & mehr');
    assert.match(vscodeStub.inputs.shown[0]!.refused[0]!.message, /Only pages with http/u);
    vscodeStub.inputs.dismiss();
    assert.deepEqual(await provider.capture('page:', signal), []);
  });

  it('is not read to be found', async () => {
    assert.deepEqual(
      (await provider.find(`${site}/page`)).map(({ id }) => id),
      [`page:${site}/page`],
    );
    assert.deepEqual(
      (await provider.find('webp')).map(({ label }) => label),
      ['Web Page…'],
    );
    assert.deepEqual(requests, []);
  });
});
