/** The longest message SCOUT sends, in UTF-16 code units: about a million tokens, more than any model takes. */
export const maximumMessageLength = 4_000_000;
