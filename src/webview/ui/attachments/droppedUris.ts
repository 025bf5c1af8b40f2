/** What is used of the data of a drop. */
export type DroppedData = Pick<DataTransfer, 'getData'>;

/** As the host takes them. */
const maximumUris = 1_000;

/**
 * What was dragged from the editor's own views, as URIs, each once. The types are those of VS Code (src/vs/platform/dnd/browser/dnd.ts); a browser
 * has them in lower case, whoever asks. Remote files have other schemes than `file:`.
 */
export function droppedUris(data: DroppedData): readonly string[] {
  const lists = [
    uriList(data.getData('application/vnd.code.uri-list')),
    jsonList(data.getData('ResourceURLs')).filter(isString),
    jsonList(data.getData('CodeEditors')).flatMap(editorUri),
    jsonList(data.getData('CodeFiles')).filter(isString).map(fileUri),
    uriList(data.getData('text/uri-list')),
  ];
  const uris = lists.map((list) => list.filter(isUri)).find((list) => list.length > 0) ?? [];
  return [...new Set(uris)].slice(0, maximumUris);
}

/** The last part of the path, for people. */
export function nameOfUri(uri: string): string {
  const path = uri.replace(/[?#].*$/u, '').replace(/\/+$/u, '');
  const name = path.slice(path.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** RFC 2483: one a line, comments with `#`. */
function uriList(text: string): readonly string[] {
  return text.split(/\r?\n/u).filter((line) => line !== '' && !line.startsWith('#'));
}

function jsonList(text: string): readonly unknown[] {
  if (text === '') return [];
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}

/** An editor names its file by the parts of a URI, or as a whole. */
function editorUri(editor: unknown): readonly string[] {
  const resource = (editor as { readonly resource?: unknown } | null)?.resource;
  if (isString(resource)) return [resource];
  if (typeof resource !== 'object' || resource === null) return [];
  const { scheme, authority = '', path = '', query = '' } = resource as Record<string, unknown>;
  if (![scheme, authority, path, query].every(isString) || scheme === '') return [];
  const encodedPath = (path as string).split('/').map(encodeURIComponent).join('/');
  const end = query === '' ? '' : `?${encodeURIComponent(query as string)}`;
  return [`${scheme as string}://${encodeURIComponent(authority as string)}${encodedPath}${end}`];
}

/** @param path as the operating system writes it */
function fileUri(path: string): string {
  const withSlashes = path.replaceAll('\\', '/');
  const encoded = withSlashes.split('/').map(encodeURIComponent).join('/');
  // `\\server\share` has the server as its authority.
  if (encoded.startsWith('//')) return `file:${encoded}`;
  return encoded.startsWith('/') ? `file://${encoded}` : `file:///${encoded}`;
}

function isUri(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\S+$/iu.test(text) && text.length <= 10_000;
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}
