/** What people call a folder that is stored as a URI: its last name. Empty when there is none; text that is no URI passes as it is. */
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
