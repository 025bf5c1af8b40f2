/** The file with the English texts that translations start from. */
export const bundleFile: string;

/** What it must hold: every text the extension host's code passes to `l10n.t`, as JSON, sorted. */
export function currentBundle(): Promise<string>;
