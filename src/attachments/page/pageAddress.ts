import { PageFailure } from './pageFailure.js';

/**
 * The address of a page as it was typed, or as a redirect names it. Without a scheme it is `https`.
 * @param base of a redirect that may be relative. @throws PageFailure for what is no page on the web
 */
export function pageAddress(typed: string, base?: URL): URL {
  const text = typed.trim();
  const whole = base === undefined && !/^[a-z][a-z0-9+.-]*:(?!\d)/iu.test(text) ? `https://${text}` : text;
  const url = URL.parse(whole, base?.href);
  if (url === null || url.hostname === '') {
    if (url !== null && !isWeb(url)) throw new PageFailure('other-scheme', url.protocol);
    throw new PageFailure('bad-address', text.slice(0, 100));
  }
  if (!isWeb(url)) throw new PageFailure('other-scheme', url.protocol);
  if (url.username !== '' || url.password !== '') throw new PageFailure('credentials', url.hostname);
  url.hash = '';
  return url;
}

function isWeb({ protocol }: URL): boolean {
  return protocol === 'https:' || protocol === 'http:';
}
