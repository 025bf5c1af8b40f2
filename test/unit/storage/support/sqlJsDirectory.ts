import path from 'node:path';

/** Where sql.js lies in the project. */
export const sqlJsDirectory = path.resolve('node_modules/sql.js/dist');
