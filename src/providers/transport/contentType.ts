/** The content type that a server names, in small letters; empty for none. */
export function contentType(response: Response): string {
  return (response.headers.get('content-type') ?? '').toLowerCase();
}

export function isWebPage(response: Response): boolean {
  return contentType(response).includes('text/html');
}
