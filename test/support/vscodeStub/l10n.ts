type Value = string | number | boolean;
type Values = Readonly<Record<string, Value>> | readonly Value[];
type Message = { readonly message: string; readonly args?: Values };

/** `l10n.t` of an editor in English: the message itself, with `{0}` or `{name}` filled in as VS Code does. */
export function translate(first: string | Message, ...rest: readonly (Value | Values)[]): string {
  if (typeof first !== 'string') return fill(first.message, first.args ?? {});
  const [only] = rest;
  return fill(first, typeof only === 'object' ? only : (rest as readonly Value[]));
}

function fill(message: string, values: Values): string {
  return message.replace(/\{([^}]+)\}/g, (placeholder, name: string) =>
    String((values as Readonly<Record<string, Value>>)[name] ?? placeholder),
  );
}
