/** What the bench gave the program to do. */
export function readOptions<T>(): T {
  return JSON.parse(process.argv[2] ?? '{}') as T;
}

/** Gives the bench the program's result, and ends the program. */
export function answer(result: unknown): void {
  process.stdout.write(JSON.stringify(result), () => process.exit());
}
