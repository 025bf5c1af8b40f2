/** What people call a folder that is kept as a URI: its last name. Empty when there is none; foreign text passes as it is. */
export function workspaceName(uri: string | null): string {
  const last =
    uri
      ?.replace(/[/\\]+$/u, '')
      .split(/[/\\]/u)
      .at(-1) ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
