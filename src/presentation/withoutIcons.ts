/**
 * Text from elsewhere, such as an imported title, for an item of the editor's lists: shows what the editor would otherwise replace by
 * an icon, `$(name)` or `$(name~spin)`. It is one line, and nothing in it turns the direction of what stands beside it.
 */
export function withoutIcons(text: string): string {
  return text
    .replace(/[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\$\((?=[a-z0-9-]+(?:~[a-z]+)?\))/giu, String.raw`\$&`);
}
