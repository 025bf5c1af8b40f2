/** How many patterns one may stand for. */
const maximumAlternatives = 64;

/** What a pattern such as `{a,b}/c` stands for; `undefined` when that would be too many, or a brace has no partner. */
export function withoutBraces(pattern: string): readonly string[] | undefined {
  const waiting = [pattern];
  const done: string[] = [];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const close = next.indexOf('}');
    if (close === -1 && next.includes('{')) return undefined;
    if (close === -1) done.push(next);
    else {
      // The innermost: whatever it is in is expanded afterwards.
      const open = next.lastIndexOf('{', close);
      if (open === -1) return undefined;
      const [before, after] = [next.slice(0, open), next.slice(close + 1)];
      waiting.push(
        ...next
          .slice(open + 1, close)
          .split(',')
          .map((choice) => before + choice + after),
      );
    }
    if (waiting.length + done.length > maximumAlternatives) return undefined;
  }
  return done;
}
