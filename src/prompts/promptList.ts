import type { BrokenPromptFile, PromptFile } from './promptFile.js';
import { nameKey } from './promptName.js';
import type { PromptOrigin } from './promptSource.js';

/** A prompt, and where it lies. */
export interface ListedPrompt {
  /** Its file as a URI, or `builtin:` with its name. */
  readonly id: string;
  readonly origin: PromptOrigin;
  /** How near it is to what is worked on, within its origin: 0 is the folder of the file in use. */
  readonly distance: number;
  readonly file: PromptFile | BrokenPromptFile;
}

/** From near to far: what a workspace brings along knows more of it than the user's own, and that more than SCOUT's. */
const origins: readonly PromptOrigin[] = ['workspace', 'user', 'builtIn'];

/** All of them in the order in which they are offered: near ones first, each folder's in its author's order, then by name. */
export function inOrder(prompts: readonly ListedPrompt[]): readonly ListedPrompt[] {
  return [...prompts].sort(
    (one, other) =>
      origins.indexOf(one.origin) - origins.indexOf(other.origin) ||
      one.distance - other.distance ||
      compare(orderOf(one), orderOf(other)) ||
      compareTexts(nameKey(one.file.name), nameKey(other.file.name)) ||
      compareTexts(one.id, other.id),
  );
}

function orderOf({ file }: ListedPrompt): number {
  return 'order' in file ? (file.order ?? Infinity) : Infinity;
}

/** Infinity is equal to itself. */
function compare(one: number, other: number): number {
  return one === other ? 0 : one - other;
}

/** The same order in every language of the editor. */
function compareTexts(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

/** The one that is meant by a name: the nearest that works, or the nearest of all. @param prompts in order */
export function nearestNamed(prompts: readonly ListedPrompt[], name: string): ListedPrompt | undefined {
  const named = prompts.filter(({ file }) => nameKey(file.name) === nameKey(name));
  return named.find(({ file }) => !('problem' in file)) ?? named[0];
}

/** A text that begins with a command: its name, and what is behind it. */
export function splitCommand(text: string): { readonly name: string; readonly argument: string } | undefined {
  const match = /^\/(?<name>[^\s/]{1,64})(?=\s|$)/u.exec(text);
  const name = match?.groups?.['name'];
  return name === undefined ? undefined : { name, argument: text.slice(match![0].length).trim() };
}

export interface FoundPrompt {
  readonly prompt: ListedPrompt;
  /** Places in its name, in UTF-16 code units. */
  readonly matches: readonly number[];
}

/** Those that fit a query: names that begin with it, then those that hold it, those that have its letters in order, and descriptions. */
export function findPrompts(prompts: readonly ListedPrompt[], query: string): readonly FoundPrompt[] {
  const wanted = nameKey(query.trim()).slice(0, 64);
  const found = prompts.flatMap((prompt) => {
    const fit = fitOf(prompt, wanted);
    return fit === undefined ? [] : [{ prompt, ...fit }];
  });
  // Sorting is stable: what fits equally well stays in order.
  return found.sort((one, other) => one.rank - other.rank).map(({ prompt, matches }) => ({ prompt, matches }));
}

function fitOf(
  { file }: ListedPrompt,
  wanted: string,
): { readonly rank: number; readonly matches: readonly number[] } | undefined {
  if (wanted === '') return { rank: 0, matches: [] };
  const name = nameKey(file.name);
  // A few letters become longer in lower case: their places would be wrong.
  const places = (matches: readonly number[]): readonly number[] => (name.length === file.name.length ? matches : []);
  const index = name.indexOf(wanted);
  if (index >= 0) {
    const rank = index === 0 ? 0 : /[-_.:]/u.test(name[index - 1]!) ? 1 : 2;
    return { rank, matches: places([...wanted].map((_, offset) => index + offset)) };
  }
  const scattered = lettersInOrder(name, wanted);
  if (scattered !== undefined) return { rank: 3, matches: places(scattered) };
  const description = 'description' in file ? file.description : '';
  return description.toLowerCase().includes(wanted) ? { rank: 4, matches: [] } : undefined;
}

function lettersInOrder(text: string, letters: string): readonly number[] | undefined {
  const places: number[] = [];
  for (const letter of letters) {
    const index = text.indexOf(letter, (places.at(-1) ?? -1) + 1);
    if (index < 0) return undefined;
    places.push(index);
  }
  return places;
}
