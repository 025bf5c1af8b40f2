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

interface Call {
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
  readonly output: string | undefined;
}

/** What VS Code keeps of an answer's tools beside the answer: what they were asked, and what they said to the model. */
export class VsCodeToolCalls {
  readonly #calls: ById<Call>;
  /** What the model thought before it called. */
  readonly thoughts: readonly string[];

  constructor(metadata: JsonObject) {
    const rounds = objectsOf(metadata['toolCallRounds']);
    const results = new ById(
      Object.entries(objectOrEmpty(metadata['toolCallResults'])).map(([id, result]) => ({
        id,
        output: textOfResult(result),
      })),
    );
    this.thoughts = rounds.flatMap(({ thinking }) => {
      const { text } = objectOrEmpty(thinking);
      return (
        wordsOrUndefined(Array.isArray(text) ? text.filter((line) => typeof line === 'string').join('') : text) ?? []
      );
    });
    const calls = rounds
      .flatMap(({ toolCalls }) => objectsOf(toolCalls))
      .map((call): Call => {
        const id = textOrUndefined(call['id']) ?? '';
        const name = textOrUndefined(call['name']) ?? '';
        return { id, name, input: jsonOrText(call['arguments']), output: results.take(id)?.output };
      });
    this.#calls = new ById([...calls, ...results.rest().map((result) => ({ ...result, name: '', input: null }))]);
  }

  /** What is known of a call that the answer shows; each once. */
  take(id: string): { readonly input: unknown; readonly output: string | undefined } | undefined {
    return this.#calls.take(id);
  }

  /** Those the answer does not show. */
  rest(): (ToolCallPart | ToolResultPart)[] {
    return this.#calls.rest().flatMap(({ id: ownId, name, input, output }): (ToolCallPart | ToolResultPart)[] => {
      const id = joiningId(ownId);
      return [
        { type: 'tool-call', id, name, input },
        ...(output === undefined ? [] : [{ type: 'tool-result', callId: id, output, isError: false } as const]),
      ];
    });
  }
}

/** Things with ids, each to be taken once: the one with this very id, or else the first whose id is the same before `__vscode-…`. */
class ById<T extends { readonly id: string }> {
  readonly #left: Set<T>;
  /** The next of each at its end. */
  readonly #byId: ReadonlyMap<string, T[]>;
  readonly #byJoiningId: ReadonlyMap<string, T[]>;

  constructor(all: readonly T[]) {
    this.#left = new Set(all);
    this.#byId = Map.groupBy(all.toReversed(), ({ id }) => id);
    this.#byJoiningId = Map.groupBy(all.toReversed(), ({ id }) => joiningId(id));
  }

  take(id: string): T | undefined {
    return this.#next(this.#byId.get(id)) ?? this.#next(this.#byJoiningId.get(joiningId(id)));
  }

  #next(waiting: T[] | undefined): T | undefined {
    for (let one = waiting?.pop(); one !== undefined; one = waiting?.pop()) if (this.#left.delete(one)) return one;
    return undefined;
  }

  /** Those that nobody took. */
  rest(): readonly T[] {
    const rest = [...this.#left];
    this.#left.clear();
    return rest;
  }
}

/** An id as its model gave it, which may give the same one twice; VS Code puts `__vscode-…` behind it, though not everywhere. */
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
