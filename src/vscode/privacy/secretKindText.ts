import * as vscode from 'vscode';
import type { SecretKind } from '../../privacy/secretFinding.js';

const names: Partial<Record<SecretKind, string>> = {
  'openai-key': 'OpenAI',
  'anthropic-key': 'Anthropic',
  'google-key': 'Google',
  'mistral-key': 'Mistral',
  'huggingface-token': 'Hugging Face',
  'github-token': 'GitHub',
  'gitlab-token': 'GitLab',
  'aws-key': 'AWS',
  'azure-key': 'Azure',
  'slack-token': 'Slack',
  'stripe-key': 'Stripe',
  'npm-token': 'npm',
  'pypi-token': 'PyPI',
  'twilio-key': 'Twilio',
  'sendgrid-key': 'SendGrid',
  'telegram-token': 'Telegram',
  'discord-token': 'Discord',
};

/** What a secret is called. */
export function secretKindText(kind: SecretKind): string {
  const { t } = vscode.l10n;
  const name = names[kind];
  if (name !== undefined) return kind.endsWith('token') ? t('{0} token', name) : t('{0} key', name);
  switch (kind) {
    case 'private-key':
      return t('private key');
    case 'jwt':
      return t('sign-in token (JWT)');
    case 'url-password':
      return t('password in an address');
    case 'connection-string':
      return t('password in a connection string');
    case 'authorization':
      return t('authorization header');
    case 'env-value':
      return t('value from an .env file');
    case 'password':
    case 'netrc-password':
      return t('password');
    default:
      return t('API key or token');
  }
}
