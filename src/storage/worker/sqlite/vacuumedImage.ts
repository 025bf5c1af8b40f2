import type { Database, SqlJsStatic } from 'sql.js';
import { allocateImage, releaseImage } from './imageMemory.js';

/**
 * An image of a database without unused pages.
 * @param execute runs a script in the database.
 * @throws RangeError when there is no memory.
 */
export function vacuumedImage(sqlJs: SqlJsStatic, execute: (script: string) => void): Uint8Array {
  // The types do not know of it: the name of the file in sql.js's own file system.
  const copy = new sqlJs.Database() as Database & { readonly filename: string };
  try {
    execute(`VACUUM INTO '${copy.filename}'`);
    const exported = copy.export();
    const image = allocateImage(exported.length);
    image.set(exported);
    releaseImage(exported);
    return image;
  } finally {
    copy.close();
  }
}
