/** A table in Markdown. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(heading), line(heading.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Whether a target was reached, as a cell. */
export const met = (reached: boolean): string => (reached ? 'yes' : '**no**');
/** A whole number with commas. */
export const thousands = (value: number): string => Math.round(value).toLocaleString('en');
