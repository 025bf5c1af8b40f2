/** What kind of secret a text seems to hold. Part of placeholders, hence lower case with hyphens. */
export const secretKinds = [
  'openai-key',
  'anthropic-key',
  'google-key',
  'mistral-key',
  'huggingface-token',
  'github-token',
  'gitlab-token',
  'aws-key',
  'azure-key',
  'slack-token',
  'stripe-key',
  'npm-token',
  'pypi-token',
  'twilio-key',
  'sendgrid-key',
  'telegram-token',
  'discord-token',
  'api-key',
  'jwt',
  'private-key',
  'url-password',
  'netrc-password',
  'connection-string',
  'authorization',
  'password',
  'env-value',
] as const;
export type SecretKind = (typeof secretKinds)[number];

/** Where in a text a likely secret is: the secret alone, without its name or quotes. In UTF-16 code units, `end` excluded. */
export interface SecretFinding {
  readonly start: number;
  readonly end: number;
  readonly kind: SecretKind;
}

/** Finds likely secrets, on this machine. */
export interface SecretFinder {
  /**
   * In their order, without overlaps. Works in steps: the extension host goes on meanwhile.
   * @throws `AbortError` when the signal is aborted
   */
  find(text: string, signal: AbortSignal): Promise<readonly SecretFinding[]>;
}
