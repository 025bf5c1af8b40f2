/**
 * Text from elsewhere, such as an imported title, for an item of the editor's lists: shows what the editor would otherwise replace by
 * an icon, `$(name)` or `$(name~spin)`.
 */
export function withoutIcons(text: string): string {
  return text.replace(/\$\((?=[a-z0-9-]+(?:~[a-z]+)?\))/giu, String.raw`\$&`);
}
