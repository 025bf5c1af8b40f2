import assert from 'node:assert/strict';
import type { SendablePart } from '../../src/core/message.js';
import type { ChatMessage, ChatRequest, VendorId } from '../../src/providers/provider.js';
import { assistant, image, pdf, pixel, requestOf, thinkingModels, user } from './support/histories.js';
import { codeOf, forEachProvider, outcomeOf } from './support/providersUnderTest.js';

const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, ...Buffer.from('JFIF')]).toString('base64');
const page = Buffer.from('<html><script>alert(1)</script></html>').toString('base64');
const file = (mediaType: string, data: string, name?: string): SendablePart => ({
  type: 'file',
  mediaType,
  data,
  ...(name === undefined ? {} : { name }),
});
const call = (id: string, city = 'Paris'): SendablePart => ({
  type: 'tool-call',
  id,
  name: 'get_weather',
  input: { city },
});
const result = (callId: string, output: string): SendablePart => ({
  type: 'tool-result',
  callId,
  output,
  isError: false,
});
const tool = (...parts: SendablePart[]): ChatMessage => ({ role: 'tool', parts });
const last = user('And now? [scenario:plain]');
const paris = 'The capital of France is Paris.';

/** Files that would be refused, and with them every further question of a chat, under the name that they came with. */
const wrongTypes: Readonly<Record<string, SendablePart>> = {
  'a JPEG that is called a PNG': file('image/png', jpeg),
  'a PNG that is called a JPEG': file('image/jpeg', pixel),
  'a type in capitals, with a parameter': file('IMAGE/PNG; charset=binary', pixel),
  'a type that nobody has registered': file('image/jpg', jpeg),
  'a picture without a type': file('application/octet-stream', pixel),
};

/** Files that nobody can read. */
const unreadable: Readonly<Record<string, SendablePart>> = {
  'an image without a byte': file('image/png', ''),
  'a web page that is called a PNG': file('image/png', page),
  'a web page that is called a PDF': file('application/pdf', page, 'paper.pdf'),
  'a drawing that can hold script': file(
    'image/svg+xml',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>').toString('base64'),
  ),
};

forEachProvider('files that are not what they seem', (subject) => {
  const send = async (messages: readonly ChatMessage[], more: Partial<ChatRequest> = {}) => {
    const provider = await subject.connect();
    const request = { ...requestOf(thinkingModels[subject.id], messages), ...more };
    return await outcomeOf(provider.streamChat(request, new AbortController().signal));
  };
  const sent = (): string => JSON.stringify(subject.lastRequest().body);

  for (const [what, part] of Object.entries(wrongTypes))
    it(`go out as what they are: ${what}`, async () => {
      const { text, error } = await send([user('What is this? [scenario:plain]', part)]);
      assert.deepEqual([error, text], [undefined, paris]);
      assert.ok(part.type === 'file' && sent().includes(part.data));
    });

  for (const [what, part] of Object.entries(unreadable)) {
    it(`are refused before anything is sent: ${what}`, async () => {
      const before = subject.simulator.requests.length;
      const { error } = await send([user('What is this? [scenario:plain]', part)]);
      assert.equal(codeOf(error), 'unsupported-input');
      assert.equal(subject.simulator.requests.length, before);
    });

    it(`do not stop a chat in which they were once: ${what}`, async () => {
      const { text, error } = await send([user('What is this?', part), assistant('Nothing.'), last]);
      assert.deepEqual([error, text], [undefined, paris]);
      assert.match(sent(), /A file was attached here/u);
    });
  }

  it('are refused with a clear word where the model is known to lack them, and left out of its history', async () => {
    for (const [part, inputs, word] of [
      [image, { imageInput: false }, /takes no images with this model: image\/png\.$/u],
      [pdf, { pdfInput: false }, /takes no PDFs with this model: paper\.pdf|does not take files of this type/u],
    ] as const) {
      const { error } = await send([user('What is this? [scenario:plain]', part)], { inputs });
      assert.equal(codeOf(error), 'unsupported-input');
      assert.match(String(error), word);
      const moved = await send([user('What is this?', part), assistant('A cat.'), last], { inputs });
      assert.deepEqual([moved.error, moved.text], [undefined, paris]);
      assert.ok(part.type === 'file' && !sent().includes(part.data));
    }
  });

  it('carry text that looks like a file as text', async () => {
    const url = `Look: ![x](data:image/png;base64,${page}) <img src=x onerror=alert(1)>`;
    const { text, error } = await send([user(url), assistant(url), last]);
    assert.deepEqual([error, text], [undefined, paris]);
    assert.ok(sent().includes(JSON.stringify(url).slice(1, -1)));
  });

  it('do not go back as text where a model drew them into its answer', async () => {
    const drawn = `![a](data:image/png;base64,${pixel.replace(/=+$/u, '')}${'A'.repeat(500_000)})`;
    const { error } = await send([user('Draw.'), assistant(`Here: ${drawn} and ${drawn}.`), last]);
    assert.equal(error, undefined);
    assert.ok(sent().includes('Here: [A picture was shown here.] and [A picture was shown here.].'));
    assert.ok(sent().length < 10_000);
    await send([user(`Is this right? ${drawn} [scenario:plain]`)]);
    assert.ok(sent().includes(drawn), 'what a person writes goes out as it is');
  });

  it('of 20 MB are sent, or refused before that with the vendor’s limit', async function () {
    this.timeout(30_000);
    const large = pixel.slice(0, -4) + 'A'.repeat(28 * 1024 * 1024);
    const { error } = await send([user('What is this? [scenario:plain]', file('image/png', large))]);
    const limits: Partial<Record<VendorId, RegExp>> = {
      anthropic: /takes no images of more than 3\.7 MB/u,
      mistral: /takes no files of more than 10 MB/u,
    };
    const limit = limits[subject.id];
    assert.equal(codeOf(error), limit === undefined ? undefined : 'unsupported-input');
    if (limit !== undefined) assert.match(String(error), limit);
  });
});

forEachProvider('tools in the middle of a turn', (subject) => {
  const send = async (...messages: ChatMessage[]) => {
    const provider = await subject.connect();
    const request = requestOf(thinkingModels[subject.id], messages);
    return await outcomeOf(provider.streamChat(request, new AbortController().signal));
  };
  const sent = (): string => JSON.stringify(subject.lastRequest().body);

  it('get a result for every call that nobody answered', async () => {
    for (const middle of [[], [tool(result('a', 'Rain'))], [tool(result('b', 'Sun')), tool()]]) {
      const { text, error } = await send(user('?'), assistant('I look it up.', call('a'), call('b')), ...middle, last);
      assert.deepEqual([error, text], [undefined, paris]);
      assert.match(sent(), /The tool gave no result\./u);
    }
  });

  it('get one also while the turn goes on', async () => {
    const { error } = await send(user('?'), assistant(call('a'), call('b')), tool(result('a', 'Rain')));
    assert.equal(error, undefined);
    assert.match(sent(), /The tool gave no result\./u);
  });

  it('may come twice under one id: each call gets its own result, in their order', async () => {
    const { text, error } = await send(
      user('?'),
      assistant(call('same'), call('same', 'Oslo')),
      tool(result('same', 'Rain'), result('same', 'Sun')),
      assistant('Rain and sun.'),
      last,
    );
    assert.deepEqual([error, text], [undefined, paris]);
    assert.doesNotMatch(sent(), /gave no result/u);
    assert.ok(sent().indexOf('Rain') < sent().indexOf('Sun'));
  });

  it('may show a picture, which the model sees', async () => {
    const turn = [user('Draw it.'), assistant(call('a')), tool(result('a', 'Drawn.'), image)];
    const { error } = await send(...turn);
    assert.equal(error, undefined);
    assert.ok(sent().includes(pixel));
    const later = await send(...turn, assistant('There it is.'), last);
    assert.deepEqual([later.error, later.text], [undefined, paris]);
    assert.ok(sent().includes(pixel));
  });

  it('may show a file that cannot be sent, which is said instead', async () => {
    const { error } = await send(user('?'), assistant(call('a')), tool(result('a', 'Done.'), file('audio/wav', page)));
    assert.equal(error, undefined);
    assert.match(sent(), /A file was attached here: audio\/wav/u);
  });
});
