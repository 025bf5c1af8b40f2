const maximumImageCharacters = 512 * 1024;

/** Whether the host may be asked to open the address. Whatever is not named here stays text. */
export function mayOpen(url: string): boolean {
  return /^(?:https?:\/\/|mailto:)/i.test(url);
}

/** Whether an image may be shown: only one that needs no network, cannot run script, and is not huge. */
export function mayShowImage(url: string): boolean {
  return url.length <= maximumImageCharacters && /^data:image\/(?:png|jpeg|gif|webp);base64,/i.test(url);
}
