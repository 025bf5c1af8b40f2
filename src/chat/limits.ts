/** The longest message SCOUT sends, in UTF-16 code units: about a million tokens, more than any model takes. */
export const maximumMessageLength = 4_000_000;

/** What an answer may have in all: text, reasoning, arguments, pictures in base64; in UTF-16 code units. Its frame in the log stays below the limit whatever is in it. */
export const maximumAnswerLength = 32_000_000;
/** How many parts it may have: tool calls, sources, pictures, and texts between them. */
export const maximumAnswerParts = 10_000;
/** A name, an id, a title or a vendor's word for why it stopped, in UTF-16 code units. */
export const maximumNameLength = 1_000;
/** The address of a source, in UTF-16 code units; a longer one leads nowhere. */
export const maximumUrlLength = 8_000;
/** Why something failed, in UTF-16 code units. */
export const maximumErrorLength = 2_000;
