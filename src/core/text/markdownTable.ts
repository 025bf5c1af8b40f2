/** A table in Markdown, aligned, so that it reads well in the editor too. The first row is the head; numbers stand to the right. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|').replaceAll(/\s+/gu, ' ')));
  const [head = []] = cells;
  const numeric = head.map((_, column) => cells.slice(1).every((row) => /^[-+]?\d/u.test(row[column] ?? '')));
  const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => (row[column] ?? '').length)));
  const lines = cells.map((row) =>
    row.map((cell, column) => (numeric[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!))),
  );
  const rule = widths.map((width, column) => `${'-'.repeat(width - 1)}${numeric[column] ? ':' : '-'}`);
  return [lines[0]!, rule, ...lines.slice(1)].map((line) => `| ${line.join(' | ')} |`).join('\n');
}
