/** Characters of all texts in a value that may be anything, about as many as its JSON has; it stops counting at so many. */
export function countCharacters(value: unknown, most: number): number {
  const rest = [value];
  let characters = 0;
  while (rest.length > 0 && characters < most) {
    const next = rest.pop();
    characters += typeof next === 'string' ? next.length : 8;
    if (typeof next !== 'object' || next === null) continue;
    // One at a time: a list may be longer than a call has arguments.
    for (const element of Object.values(next)) rest.push(element);
  }
  return characters;
}
