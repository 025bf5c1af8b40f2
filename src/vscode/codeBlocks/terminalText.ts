/** Languages whose blocks show a dialogue: commands behind a prompt, and what came of them. */
const dialogues: ReadonlySet<string> = new Set(['console', 'shell-session', 'shellsession', 'terminal']);
const prompt = /^(?:\$|PS [^>\n]*>|>>?)[ \t]+/u;
/** Of a dialogue; a sign that is an operator elsewhere. */
const dollar = /^\$[ \t]+/u;

/**
 * The commands of a block as they may go into a terminal: without prompts, without control characters (which could press keys), and without
 * characters that nobody sees. Its lines end with a line feed, the last one with nothing.
 *
 * @param language as the word behind the fence has it
 */
export function terminalText(code: string, language: string): string {
  const lines = visibleText(code).split('\n');
  return commandsOf(lines, language.toLowerCase()).join('\n').trimEnd().replace(/^\n+/u, '');
}

function commandsOf(lines: readonly string[], language: string): readonly string[] {
  const written = lines.filter((line) => line.trim() !== '');
  const hasPrompts = dialogues.has(language)
    ? written.some((line) => prompt.test(line))
    : written.length > 0 && written.every((line) => dollar.test(line));
  if (!hasPrompts) return lines;
  const pattern = dialogues.has(language) ? prompt : dollar;
  // What has no prompt was printed.
  return lines.filter((line) => pattern.test(line)).map((line) => line.replace(pattern, ''));
}

/** A tab would complete what stands before it, and an escape would begin a key. */
function visibleText(code: string): string {
  return code
    .replace(/\r\n?|[\u0085\u2028\u2029]/gu, '\n')
    .replaceAll('\t', ' ')
    .replace(/[^\P{Cc}\n]|\p{Cf}/gu, '');
}
