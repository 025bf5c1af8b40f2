/** In place of `vscode` in the host under test: what the chat uses of it, without an editor. */

export const l10n = {
  t: (text: string, ...values: readonly unknown[]): string =>
    values.reduce<string>((all, value, index) => all.replaceAll(`{${index}}`, String(value)), text),
};
export const env = { language: 'en' };
export const commands = { executeCommand: (): Promise<void> => Promise.resolve() };
/** No test comes here. */
const never = (): never => {
  throw new Error('There is no editor.');
};
export const window = { createQuickPick: never };
export const Uri = { parse: never };
export const workspace = { getConfiguration: never };
