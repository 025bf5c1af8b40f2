/** Of English and code, over all vendors; other languages have fewer. */
const charactersPerToken = 4;

/** What vendors bill for an image of usual size, about. */
export const imageTokens = 1_000;

/** About how many tokens a model makes of a text. */
export function textTokens({ length }: { readonly length: number }): number {
  return Math.ceil(length / charactersPerToken);
}
