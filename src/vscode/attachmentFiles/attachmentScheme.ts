/** Under which the editor opens copies of what was attached, as package.json's activation event names it. */
export const attachmentScheme = 'scout-attachment';
