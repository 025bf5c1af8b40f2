/** Bytes that tell. */
const headLength = 8_000;

/** Whether a file holds no text: it has zeros at its beginning, and is not in UTF-16 or UTF-32 with a mark that says so. */
export function isBinary(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return false;
  const head = bytes.subarray(0, headLength);
  return head.includes(0) && !isUtf16(head);
}

/** Western text in UTF-16 without a mark: every other byte is zero, and the others never are. */
function isUtf16(head: Uint8Array): boolean {
  const zeros = [0, 0];
  head.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2]!++;
  });
  const half = Math.floor(head.length / 2);
  return half >= 8 && zeros.some((count, side) => count >= 0.9 * half && zeros[1 - side] === 0);
}
