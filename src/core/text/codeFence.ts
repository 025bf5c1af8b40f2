/** The text as a block of code in Markdown, within a fence longer than any run of backticks in it. @param language as anybody may have written it */
export function fenced(text: string, language = ''): string {
  let longest = 2;
  for (const [run] of text.matchAll(/`+/gu)) longest = Math.max(longest, run.length);
  const fence = '`'.repeat(longest + 1);
  return `${fence}${codeLanguage(language)}\n${text}${text.endsWith('\n') ? '' : '\n'}${fence}`;
}

/** The name of a language, where it is one; empty for anything that says more, or would end the line. */
export function codeLanguage(language: string): string {
  return /^[\p{L}\p{N}][\p{L}\p{N}_.+#-]{0,39}$/u.test(language) ? language : '';
}
