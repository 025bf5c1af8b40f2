/** Resolves when what was started without being awaited has done all it can for now. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
