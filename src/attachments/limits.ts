/** From this size on, in bytes, it is asked whether a file is to be attached as a whole. */
export const askedAboveBytes = 256 * 1024;
/** What an attachment can have of text, in UTF-16 code units. */
export const maximumAttachmentText = 2_000_000;
/** What an attachment can have of an image or a PDF, in bytes: what vendors take in one request, nearly. */
export const maximumAttachmentData = 20 * 1024 * 1024;
/** How many can be attached to one question. */
export const maximumAttachments = 250;
/** The name of one, in UTF-16 code units. */
export const maximumLabelLength = 300;
/** The longest side of an image in pixels: what vendors take. */
export const maximumImageSide = 8_000;
/** Beyond this no browser has room to decode an image, in pixels. */
export const maximumImagePixels = 250_000_000;
/** A PDF above what can be sent may have a text that can, and an image may be made smaller: larger ones are not read, in bytes. */
export const maximumDocumentBytes = 100 * 1024 * 1024;
/** What all attachments of one question can have of text, in UTF-16 code units. */
export const maximumDraftText = 16_000_000;
/** What all of them can have of images and PDFs, in bytes. */
export const maximumDraftData = 96 * 1024 * 1024;
