/** What each layer may import besides itself, by its folder: folders and files, relative to the project. */
export const layers: Readonly<Record<string, readonly string[]>>;
/** The folders and files that may import `vscode`, relative to the project. */
export const editorPlaces: readonly string[];
