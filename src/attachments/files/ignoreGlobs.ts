/** Patterns that mean the same in a `.gitignore` and in a glob of VS Code. */
const simplePattern = /^\/?[\w.*@-][\w.*@ -]*(?:\/[\w.*@-][\w.*@ -]*)*\/?$/u;
const maximumGlobs = 200;

/**
 * What a `.gitignore` leaves out, as globs below its folder: so that a search need not go through folders full of files that would be
 * left out afterwards. Only those that cannot be taken back: none of a file that has exceptions.
 */
export function ignoreGlobs(content: string): readonly string[] {
  const lines = content
    .split(/\r?\n/u)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '' && !line.startsWith('#'));
  if (lines.some((line) => line.startsWith('!'))) return [];
  return lines
    .filter((line) => line.length <= 200 && simplePattern.test(line))
    .slice(0, maximumGlobs)
    .map(globOf);
}

function globOf(line: string): string {
  const isFolder = line.endsWith('/');
  const pattern = isFolder ? line.slice(0, -1) : line;
  // A slash anywhere but at the end ties a pattern to the folder of its file.
  const glob = pattern.includes('/') ? pattern.replace(/^\//u, '') : `**/${pattern}`;
  return isFolder ? `${glob}/**` : glob;
}
