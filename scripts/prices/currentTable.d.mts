export function currentTable(): Promise<string>;
