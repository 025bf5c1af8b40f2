/** What a prompt file can have, in bytes; larger ones are listed, but cannot be used. */
export const maximumPromptBytes = 256 * 1024;
/** What is read of the lines between the two `---`, in UTF-16 code units. */
export const maximumFrontMatter = 8 * 1024;
/** How many keys they can have. */
export const maximumKeys = 100;
/** Prompt files that are listed of one folder. */
export const maximumPromptsOfFolder = 500;
/** Files that one prompt can attach. */
export const maximumReferences = 50;
/** Questions that one prompt can ask. */
export const maximumInputs = 20;
/** The name behind the slash, in UTF-16 code units. */
export const maximumNameLength = 64;
/** A description or a hint, in UTF-16 code units. */
export const maximumDescription = 1_024;
/** What one file of instructions gives to a question, in UTF-16 code units; the rest is cut off. */
export const maximumInstructionsText = 64 * 1024;
/** What all of them give together, in UTF-16 code units. */
export const maximumInstructionsOfAll = 192 * 1024;
/** Files of instructions that are read of one folder. */
export const maximumInstructionFiles = 50;
