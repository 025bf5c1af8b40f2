import type { ToolCallPart, ToolResultPart } from '../../core/message.js';
import { isObject, type JsonObject } from '../input/jsonRecords.js';
import {
  jsonOrText,
  listOrEmpty,
  objectOrEmpty,
  objectsOf,
  textOrUndefined,
  wordsOrUndefined,
} from '../input/untrustedValues.js';

/** What VS Code keeps of an answer's tools beside the answer: what they were asked, and what they said to the model. */
export class VsCodeToolCalls {
  readonly #calls = new Map<
    string,
    { readonly name: string; readonly input: unknown; readonly output: string | undefined }
  >();
  /** What the model thought before it called. */
  readonly thoughts: readonly string[];

  constructor(metadata: JsonObject) {
    const rounds = objectsOf(metadata['toolCallRounds']);
    const results = new Map(
      Object.entries(objectOrEmpty(metadata['toolCallResults'])).map(([id, result]) => [
        joiningId(id),
        textOfResult(result),
      ]),
    );
    this.thoughts = rounds.flatMap(({ thinking }) => {
      const { text } = objectOrEmpty(thinking);
      return (
        wordsOrUndefined(Array.isArray(text) ? text.filter((line) => typeof line === 'string').join('') : text) ?? []
      );
    });
    for (const call of rounds.flatMap(({ toolCalls }) => objectsOf(toolCalls))) {
      const id = joiningId(textOrUndefined(call['id']) ?? '');
      const name = textOrUndefined(call['name']) ?? '';
      this.#calls.set(id, { name, input: jsonOrText(call['arguments']), output: results.get(id) });
      results.delete(id);
    }
    for (const [id, output] of results) this.#calls.set(id, { name: '', input: null, output });
  }

  /** What is known of a call that the answer shows; each once. */
  take(id: string): { readonly input: unknown; readonly output: string | undefined } | undefined {
    const key = joiningId(id);
    const call = this.#calls.get(key);
    this.#calls.delete(key);
    return call;
  }

  /** Those the answer does not show. */
  rest(): (ToolCallPart | ToolResultPart)[] {
    const rest = [...this.#calls];
    this.#calls.clear();
    return rest.flatMap(([id, { name, input, output }]): (ToolCallPart | ToolResultPart)[] => [
      { type: 'tool-call', id, name, input },
      ...(output === undefined ? [] : [{ type: 'tool-result', callId: id, output, isError: false } as const]),
    ]);
  }
}

/** An id with `__vscode-…` behind it is the same call. */
function joiningId(id: string): string {
  const end = id.indexOf('__vscode');
  return end < 0 ? id : id.slice(0, end);
}

function textOfResult(result: unknown): string {
  return listOrEmpty(objectOrEmpty(result)['content'])
    .map((part) => {
      const value = isObject(part) ? (part['value'] ?? part['text']) : part;
      return typeof value === 'string' ? value : textOfTree(value);
    })
    .join('\n');
}

/** The texts in a tree of nodes, in their order, without recursion: nobody says how deep it is. */
function textOfTree(root: unknown): string {
  const texts: string[] = [];
  const waiting: unknown[] = [root];
  for (let next = waiting.pop(); waiting.length > 0 || next !== undefined; next = waiting.pop()) {
    const { node, text, children } = objectOrEmpty(next);
    if (typeof text === 'string') texts.push(text);
    for (const child of listOrEmpty(children).toReversed()) if (child !== undefined) waiting.push(child);
    if (node !== undefined) waiting.push(node);
  }
  return texts.join('');
}
