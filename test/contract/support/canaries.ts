/** A key that a header can carry, with a mark in it. */
export const markedKey = 'canary-K3y_kanarie.Zq8W7x+/=9';

/** Marked keys that no header can carry. */
export const unusableKeys: readonly string[] = [
  'kanarie-first-half\nkanarie-second-half',
  'kanarie-first-half\r\nkanarie-second-half',
  '"kanarie-in-quotes"',
  "'kanarie-in-quotes'",
  '“kanarie-curly”',
  'Bearer kanarie-scheme',
  'kanarie-ümlaut',
  'kanarie-鍵',
  'kanarie-\u0000-nul',
];

/** In whatever form a marked key comes back, this piece of it would be in it. */
export const keyMark = /kanarie|a2FuYXJpZ|thYW5hcml|rYW5hcmll/iu;
