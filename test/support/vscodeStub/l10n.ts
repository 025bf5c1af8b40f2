type Values = Readonly<Record<string, unknown>>;
type Message = { readonly message: string; readonly args?: Values | readonly unknown[] };

/** `l10n.t` of an editor in English: the message itself, with `{0}` or `{name}` filled in as VS Code does. */
export function translate(first: string | Message, ...rest: readonly unknown[]): string {
  if (typeof first !== 'string') return fill(first.message, (first.args ?? {}) as Values);
  const [only] = rest;
  return fill(first, (typeof only === 'object' && only !== null ? only : rest) as Values);
}

function fill(message: string, values: Values): string {
  return message.replace(/\{([^}]+)\}/g, (placeholder, name: string) => {
    const value = values[name];
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : placeholder;
  });
}
