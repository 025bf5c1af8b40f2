/** Under which the editor opens pictures, as package.json's activation event names it. */
export const pictureScheme = 'scout-picture';
