import type { ChatEvent } from '../../provider.js';
import { pictureEvents } from '../answer/pictureEvents.js';
import type { UnknownEventLog } from '../unknownEventLog.js';
import { elementsOf, fieldsOf, isRecord, textIn, unreadable, wireText } from '../wireValues.js';
import { thoughtOf } from './reasoning.js';

/**
 * A text, or the parts that newer servers send in its place: texts, thoughts and pictures. Throws `invalid-response` for anything else: it
 * must not be lost in silence.
 */
export function* contentEvents(content: unknown, notes: UnknownEventLog): Generator<ChatEvent> {
  if (!Array.isArray(content) && !isRecord(content)) {
    yield* textEvents(wireText(content, 'text'));
    return;
  }
  for (const part of [content].flat()) {
    if (typeof part === 'string') {
      yield* textEvents(part);
      continue;
    }
    const fields = fieldsOf(part);
    switch (fields['type']) {
      case undefined:
        // An empty part says nothing; what cannot be read must not be lost in silence.
        if (!('text' in fields) && Object.keys(fields).length > 0) throw unreadable('text');
        yield* textEvents(wireText(fields['text'], 'text'));
        break;
      case 'text':
      case 'output_text':
        yield* textEvents(wireText(fields['text'], 'text'));
        break;
      case 'thinking':
      case 'reasoning': {
        const text = thoughtOf(fields);
        if (text !== '') yield { type: 'reasoning-delta', text };
        break;
      }
      case 'refusal':
        yield { type: 'refusal-delta', text: wireText(fields['refusal'], 'refusal') };
        break;
      case 'image_url':
        yield* imageEvents([fields], notes);
        break;
      default:
        notes.unknown(fields['type'], 'content');
    }
  }
}

function* textEvents(text: string): Generator<ChatEvent> {
  if (text !== '') yield { type: 'text-delta', text };
}

/** Pictures as OpenRouter sends them ("Image Generation"): `{ image_url: { url: 'data:image/png;base64,…' } }`. */
export function* imageEvents(images: unknown, notes: UnknownEventLog): Generator<ChatEvent> {
  for (const image of elementsOf(images).map(fieldsOf)) {
    const { image_url: address } = image;
    const url = textIn(address) ?? textIn(fieldsOf(address)['url']) ?? '';
    const head = /^data:([^,]{0,100});base64,/iu.exec(url.slice(0, 150));
    if (head) yield* pictureEvents(head[1]!, url.slice(head[0].length), notes);
    else if (/^https?:/iu.test(url)) {
      // Nothing is loaded from the web: the address is shown as a source.
      yield { type: 'citation', citation: { url } };
    } else notes.unknown('image_url', 'a picture without data in');
  }
}
