/** Of a Gemini model, such as 2.5; 0 for all others. Gateways leave out what comes behind it, or put `models/` in front. */
export function generationOf(model: string): number {
  return Number(/^(?:models\/)?gemini-(\d+(?:\.\d+)?)(?:-|$)/u.exec(model)?.[1] ?? 0);
}
