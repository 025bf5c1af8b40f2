/** Nothing is known of any model. */
export function noFacts(): Promise<undefined> {
  return Promise.resolve(undefined);
}
