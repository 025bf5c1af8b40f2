/** Whether a tab with this label can be the comparison with this title. */
export function isComparisonOf(title: string, label: string | undefined): boolean {
  return label === title || label?.startsWith(`${title} (`) === true;
}
