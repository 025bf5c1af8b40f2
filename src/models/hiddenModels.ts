import type { ModelRef } from './modelSelection.js';

/** How the setting `scout.hiddenModels` names a model. */
export function hiddenEntryOf({ endpoint, model }: ModelRef): string {
  return `${endpoint}/${model}`;
}

/** The entries of the setting that are texts. */
export function hiddenEntries(setting: unknown): readonly string[] {
  return Array.isArray(setting)
    ? setting.filter((entry): entry is string => typeof entry === 'string' && entry !== '')
    : [];
}

/** Whether the entries hide a model: `<endpoint>/<model>`, in which `*` stands for any text, upper and lower case for the same. */
export function hiddenBy(entries: readonly string[]): (ref: ModelRef) => boolean {
  const names = new Set(entries.map((entry) => entry.toLowerCase()));
  const patterns = [...names].filter((name) => name.includes('*')).map((name) => name.split('*'));
  return (ref) => {
    const name = hiddenEntryOf(ref).toLowerCase();
    return names.has(name) || patterns.some((parts) => matches(name, parts));
  };
}

/** Whether the text consists of these parts with anything between them; in time proportional to its length for each part. */
function matches(text: string, parts: readonly string[]): boolean {
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found === -1 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
