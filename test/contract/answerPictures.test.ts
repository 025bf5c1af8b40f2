/** Pictures in answers, under whatever type and with whatever content they come. */
import assert from 'node:assert/strict';
import type { VendorId } from '../../src/providers/provider.js';
import { recordingLogger } from '../support/recordingLogger.js';
import { pixel } from './support/histories.js';
import { serveBody } from './support/bodyServer.js';
import { ask, forEachProvider, outcomeOf } from './support/providersUnderTest.js';

type Event = Readonly<Record<string, unknown>>;

const base64 = (text: string): string => Buffer.from(text, 'latin1').toString('base64');
const jpeg = base64('\xff\xd8\xff\xe0\x00\x10JFIF');
const page = base64('<html><script>alert(1)</script></html>');
const sound = base64('RIFF\x24\x00\x00\x00WAVE');
const drawing = base64('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');

/** What comes, and under which type the picture is kept; `undefined`: it is left out, and the text around it is not. */
const cases: Readonly<Record<string, readonly [mediaType: string, data: string, kept: string | undefined]>> = {
  'a PNG': ['image/png', pixel, 'image/png'],
  'a JPEG that is called a PNG': ['image/png', jpeg, 'image/jpeg'],
  'a type in capitals': ['IMAGE/PNG', pixel, 'image/png'],
  'a type with a parameter': ['image/png;charset=utf-8', pixel, 'image/png'],
  'a type that nobody has registered': ['image/jpg', jpeg, 'image/jpeg'],
  'a picture that is called something else': ['application/octet-stream', pixel, 'image/png'],
  'a picture that is called a web page': ['text/html', pixel, 'image/png'],
  // The view and the editor find nothing to show in it.
  'a web page that is called a PNG': ['image/png', page, 'image/png'],
  // No picture that is shown: see `picturesOf`.
  'a drawing that can hold script': ['image/svg+xml', drawing, 'image/svg+xml'],
  'a picture without a byte': ['image/png', '', undefined],
  'a web page': ['text/html', page, undefined],
  'a sound': ['audio/wav', sound, undefined],
  'a document': ['application/pdf', base64('%PDF-1.4\n'), undefined],
};

const chunk = (delta: Event, reason: string | null = null): Event => ({
  id: 'c',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [{ index: 0, delta, finish_reason: reason }],
});
const completions = (mediaType: string, data: string): readonly Event[] => [
  chunk({ content: 'Before. ' }),
  chunk({ images: [{ type: 'image_url', image_url: { url: `data:${mediaType};base64,${data}` } }] }),
  chunk({ content: 'After.' }, 'stop'),
];
const candidate = (part: Event, more: Event = {}): Event => ({
  candidates: [{ index: 0, content: { role: 'model', parts: [part] }, ...more }],
});

/** Those whose answers may hold pictures. */
const streams: Partial<Record<VendorId, (mediaType: string, data: string) => readonly Event[]>> = {
  google: (mimeType, data) => [
    candidate({ text: 'Before. ' }),
    candidate({ inlineData: { mimeType, data } }),
    candidate({ text: 'After.' }, { finishReason: 'STOP' }),
  ],
  huggingface: completions,
  compatible: completions,
};

forEachProvider('pictures in answers', (subject) => {
  const stream = streams[subject.id];
  if (stream === undefined) return;

  for (const [what, [mediaType, data, kept]] of Object.entries(cases))
    it(`${kept === undefined ? 'leave out' : `keep as ${kept}`}: ${what}`, async () => {
      const logger = recordingLogger();
      const body = stream(mediaType, data).map((event) => `data: ${JSON.stringify(event)}\n\n`);
      const { events, text, error } = await serveBody(body, async (baseUrl) => {
        const provider = await subject.connect({ baseUrl, logger });
        return outcomeOf(provider.streamChat(ask('plain'), new AbortController().signal));
      });
      assert.deepEqual([error, text], [undefined, 'Before. After.']);
      assert.equal(events.at(-1)?.type, 'finish');
      assert.deepEqual(
        events.flatMap((event) =>
          event.type === 'image' ? [[event.mediaType, Buffer.from(event.data).toString('base64')]] : [],
        ),
        kept === undefined ? [] : [[kept, data]],
      );
      assert.ok(!JSON.stringify(logger).includes('alert(1)'));
    });
});
