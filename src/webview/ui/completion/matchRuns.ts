/** A piece of a name. */
export interface Run {
  readonly part: string;
  readonly isMatch: boolean;
}

/** The text in pieces that match and pieces that do not. A character of two code units stays whole. */
export function runsOf(text: string, matches: readonly number[]): readonly Run[] {
  const places = new Set(matches);
  const runs: { part: string; isMatch: boolean }[] = [];
  let at = 0;
  for (const character of text) {
    const isMatch = places.has(at) || (character.length === 2 && places.has(at + 1));
    const last = runs.at(-1);
    if (last?.isMatch === isMatch) last.part += character;
    else runs.push({ part: character, isMatch });
    at += character.length;
  }
  return runs;
}
