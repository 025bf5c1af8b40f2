import { TimeSlices } from '../../../core/timeSlices.js';
import { JsonListSplitter } from '../../transport/jsonListSplitter.js';
import { limits } from '../limits.js';
import { fieldsOf, isRecord, textIn, unreadable, type WireFields } from '../wireValues.js';

/** A model in a list, with an id that could be sent back. */
export type ListedFields = WireFields & { readonly id: string };

/** One list of the document, as far as it has come. */
interface ReadList<T> {
  readonly entries: T[];
  /** Whether all elements are names. A name among models is none. */
  isOfNames: boolean;
}

/**
 * The models in an answer to the question for them: `{ data: [...] }` as a rule, `{ models: [...] }` of Google and Ollama, a bare array of
 * Together (https://docs.together.ai/reference/models). All entries may be no more than names, or one may have a name in place of an id.
 * `null` is how some servers write none. Throws `invalid-response` for anything else, and `SyntaxError` for what is no JSON; `[]`, which is
 * how some write an empty object, is no list.
 *
 * The list is parsed while it arrives, an entry at a time: 5,000 in one go stop the host for 100 ms, and 20 MB of them stay in memory.
 * @param toEntry makes of a model what is kept of it, `undefined` of one that is left out; further ones than `limits.models` it is not given
 */
export async function listedModels<T>(
  response: Response,
  toEntry: (model: ListedFields) => T | undefined,
): Promise<T[]> {
  const lists: ReadList<T>[] = [];
  const splitter = new JsonListSplitter();
  const slices = new TimeSlices();
  for await (const chunk of response.body ?? []) {
    for (const { list, text, marks } of splitter.push(chunk)) {
      const read = (lists[list] ??= { entries: [], isOfNames: true });
      if (read.entries.length < limits.models) addTo(read, parsed(text, marks), toEntry);
      await slices.pause();
    }
  }
  const { text, marks } = splitter.end();
  return listIn(parsed(text, marks), lists);
}

/** Values are what takes time. */
function parsed(text: string, marks: number): unknown {
  if (marks > limits.listEntryMarks) throw unreadable('list of models');
  return JSON.parse(text);
}

function addTo<T>(list: ReadList<T>, value: unknown, toEntry: (model: ListedFields) => T | undefined): void {
  const isName = typeof value === 'string';
  if (!isName && list.isOfNames) {
    list.isOfNames = false;
    list.entries.length = 0;
  }
  const fields = isName && list.isOfNames ? { id: value } : fieldsOf(value);
  const id = textIn(fields['id']) ?? textIn(fields['model']) ?? textIn(fields['name']);
  if (id === undefined || id.length > limits.modelId) return;
  const entry = toEntry({ ...fields, id });
  if (entry !== undefined) list.entries.push(entry);
}

/** @param document with the number of a list in each list's place */
function listIn<T>(document: unknown, lists: readonly ReadList<T>[]): T[] {
  const isObject = isRecord(document);
  const list = isObject ? ('data' in document ? document['data'] : document['models']) : document;
  if (isObject && list === null) return [];
  const read = Array.isArray(list) ? lists[list[0] as number] : undefined;
  // Without an element there is nothing read.
  if (read === undefined && !(isObject && Array.isArray(list))) throw unreadable('list of models');
  return read?.entries ?? [];
}
