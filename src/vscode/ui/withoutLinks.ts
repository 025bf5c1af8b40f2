/**
 * Text from elsewhere for a notification, such as a server's sentence or a file's name. The editor shows `[text](address)` there as a
 * link, which may also run any command when it is clicked.
 */
export function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (');
}
