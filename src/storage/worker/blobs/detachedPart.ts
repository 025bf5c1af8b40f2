import { attachmentContents, isObject, type HeldElsewhere } from './blobReference.js';

/**
 * What is longer becomes a blob, in characters. Below it, a file of its own with its two syncs costs more than what it
 * saves; above it, every snapshot would write it again.
 */
const LONGEST_INLINE = 16 * 1024;

/** The part with what is long in it given to `keep`, which answers with its hash. A part without such content is the same object. */
export function detachedPart(part: unknown, keep: (bytes: Buffer) => string): unknown {
  if (!isObject(part)) return part;
  if (part['type'] === 'file') {
    const bytes = detachable(part['data'], 'base64');
    if (bytes === undefined) return part;
    const { data: _, ...rest } = part;
    return { ...rest, blob: keep(bytes) };
  }
  if (part['type'] !== 'attachment') return part;
  const held = attachmentContents.flatMap((name) => {
    const bytes = detachable(part[name], encodingOf[name]);
    return bytes === undefined ? [] : [[name, { blob: keep(bytes) } satisfies HeldElsewhere] as const];
  });
  return held.length === 0 ? part : { ...part, ...Object.fromEntries(held) };
}

/** How what an attachment holds is written as a text. */
export const encodingOf = { text: 'utf8', data: 'base64' } as const;

/** The bytes of a long text; `undefined` for one that would not come back the same, with line breaks in its base64 or halves of letters. */
function detachable(content: unknown, encoding: 'base64' | 'utf8'): Buffer | undefined {
  if (typeof content !== 'string' || content.length <= LONGEST_INLINE) return undefined;
  const bytes = Buffer.from(content, encoding);
  return bytes.toString(encoding) === content ? bytes : undefined;
}
