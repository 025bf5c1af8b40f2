import type { SearchHit } from '../storage/api/chatHistory.js';

/**
 * Who wrote a message that was found; empty when the hit is no message.
 *
 * @param you the word for the user, localised
 */
export function authorOf(
  { messageId, role, provider, model }: SearchHit,
  you: string,
  displayNameOf: (provider: string) => string,
): string {
  if (messageId === null) return '';
  if (role === 'user') return you;
  const names = [provider === undefined ? '' : displayNameOf(provider), model ?? ''];
  return names.filter((name) => name !== '').join(' · ');
}
