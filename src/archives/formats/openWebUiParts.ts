import type { MessagePart } from '../../core/message.js';
import type { JsonObject } from '../input/jsonRecords.js';
import { notedObjects } from '../normalize/notedObjects.js';
import { saidText } from '../normalize/saidText.js';
import { fenced } from '../../core/text/codeFence.js';
import type { RecordSource } from '../importedConversation.js';
import { jsonOrText, objectOrEmpty, textOrUndefined, wordsOrUndefined } from '../input/untrustedValues.js';

/** The items of an answer, as OpenAI's Responses API has them; newer versions of Open WebUI keep them beside the text. */
export function partsOfOutput(items: readonly JsonObject[], source: Pick<RecordSource, 'note'>): MessagePart[] {
  return items.flatMap((item): MessagePart[] => {
    const text = textOfContent(item['content'], source) || textOfContent(item['summary'], source);
    switch (item['type']) {
      case 'message':
        return text === '' ? [] : [{ type: 'text', text }];
      case 'reasoning':
        return text === '' ? [] : [{ type: 'reasoning', text: `${text}\n\n` }];
      case 'function_call':
        return [
          {
            type: 'tool-call',
            id: callId(item),
            name: textOrUndefined(item['name']) ?? '',
            input: jsonOrText(item['arguments']),
          },
        ];
      case 'function_call_output':
        return [
          {
            type: 'tool-result',
            callId: callId(item),
            output: textOfContent(item['output'], source),
            isError: item['status'] === 'failed',
          },
        ];
      default:
        source.note('unknown-part');
        return [];
    }
  });
}

/** The text of a message. Older versions fold reasoning and tools into it as HTML that nobody typed. */
export function partsOfContent(content: string): MessagePart[] {
  const parts: MessagePart[] = [];
  const say = (text: string): void => {
    if (text.trim() !== '') parts.push({ type: 'text', text });
  };
  let said = 0;
  for (let open = content.indexOf('<details'); open >= 0;) {
    const inside = content.indexOf('>', open) + 1;
    const attributes = attributesOf(content.slice(open, inside));
    const isFolded = foldedTypes.has(attributes.get('type') ?? '');
    const close = isFolded && inside > 0 ? content.indexOf(closing, inside) : inside;
    if (inside === 0 || close < 0) break;
    if (isFolded) {
      say(content.slice(said, open));
      parts.push(
        ...partsOfBlock(
          attributes,
          unescaped(content.slice(inside, close).replace(/^\s*<summary>[^<]*<\/summary>/u, '')).trim(),
        ),
      );
      said = close + closing.length;
      // The line break belongs to the fold.
      if (content[said] === '\n') said += 1;
    }
    open = content.indexOf('<details', isFolded ? said : inside);
  }
  say(content.slice(said));
  return parts;
}

const foldedTypes: ReadonlySet<string> = new Set(['reasoning', 'tool_calls', 'code_interpreter']);
const closing = '</details>';

function partsOfBlock(attributes: ReadonlyMap<string, string>, body: string): MessagePart[] {
  if (attributes.get('type') === 'reasoning')
    return body === '' ? [] : [{ type: 'reasoning', text: `${body.replace(/^> ?/gmu, '')}\n\n` }];
  if (attributes.get('type') === 'code_interpreter') {
    const printed = wordsOrUndefined(attributes.get('output'));
    const output = printed === undefined ? '' : `\n\n${fenced(textOfOutput(printed))}`;
    return body + output === '' ? [] : [{ type: 'text', text: `\n\n${body}${output}\n\n` }];
  }
  const id = attributes.get('id') ?? '';
  const call: MessagePart = {
    type: 'tool-call',
    id,
    name: attributes.get('name') ?? '',
    input: twiceParsed(attributes.get('arguments') ?? '{}'),
  };
  const result = attributes.get('result') ?? wordsOrUndefined(body);
  if (result === undefined) return [call];
  const once = jsonOrText(result);
  const output = jsonOrText(once);
  return [
    call,
    {
      type: 'tool-result',
      callId: id,
      output: typeof output === 'string' ? output : typeof once === 'string' ? once : result,
      isError: false,
    },
  ];
}

/** What code printed: a text, or an object with what it wrote and what went wrong. */
function textOfOutput(output: string): string {
  const value = twiceParsed(output);
  if (typeof value === 'string') return value;
  const { stdout, stderr, result } = objectOrEmpty(value);
  const lines = [stdout, stderr, result].filter((line) => wordsOrUndefined(line) !== undefined);
  return lines.length === 0 ? output : lines.join('\n');
}

/** Arguments and results are JSON, and usually JSON of a text of JSON. */
function twiceParsed(text: string): unknown {
  return jsonOrText(jsonOrText(text));
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(/\b(\w{1,40})="([^"]*)"/gu)].map(([, name, value]) => [name!, unescaped(value!)]));
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#x27': "'", '#39': "'", amp: '&' };

function unescaped(text: string): string {
  return text.replace(/&(lt|gt|quot|#x27|#39|amp);/gu, (_whole, name: string) => entities[name]!);
}

function textOfContent(content: unknown, source: Pick<RecordSource, 'note'>): string {
  if (typeof content === 'string') return content;
  return notedObjects(content, 'unknown-part', source)
    .map((part) => saidText(part['text'], source) ?? '')
    .join('');
}

function callId(item: JsonObject): string {
  return textOrUndefined(item['call_id']) ?? textOrUndefined(item['id']) ?? '';
}
