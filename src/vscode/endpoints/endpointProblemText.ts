import * as vscode from 'vscode';
import type { EndpointProblem } from '../../models/endpoints/parseEndpoints.js';

/** What is wrong with an entry of `scout.endpoints`, and what becomes of it, in one sentence. */
export function endpointProblemText({ entry, kind, subject }: EndpointProblem): string {
  const { t } = vscode.l10n;
  switch (kind) {
    case 'no-list':
    case 'too-many':
      return endpointFaultText({ kind, subject });
    case 'same-name':
      return t('Two endpoints are called “{0}”. One is shown as “{1}”.', entry, `${entry} (${subject})`);
    default:
      return t('The endpoint “{0}” is not used: {1}', entry, endpointFaultText({ kind, subject }));
  }
}

/** What is wrong with an entry, without its name. */
export function endpointFaultText({ kind, subject }: Pick<EndpointProblem, 'kind' | 'subject'>): string {
  const { t } = vscode.l10n;
  switch (kind) {
    case 'no-list':
      return t('"scout.endpoints" must be a list. Nothing in it is used.');
    case 'too-many':
      return t('"scout.endpoints" has more than {0} entries. The others are not used.', subject);
    case 'same-name':
      // It works all the same.
      return '';
    case 'no-object':
      return t('It must be an object with "id", "name" and "baseUrl".');
    case 'id':
      return t('Its "id" must consist of lower-case letters, digits and hyphens.');
    case 'reserved-id':
      return t('The id "{0}" belongs to SCOUT itself.', subject);
    case 'same-id':
      return t('Another entry has the id "{0}" already.', subject);
    case 'dialect':
      return t('Its "dialect" must be one of {0}.', dialects);
    case 'base-url':
      return t('Its "baseUrl" must be a URL that starts with http:// or https://.');
    case 'auth':
      return t('Its "auth" must be "bearer", "api-key", "x-api-key", "none", or an object that names a "header".');
    case 'header':
      return subject === ''
        ? t('Its "headers" must be names and values.')
        : t('The header "{0}" cannot be sent: its name or its value is not allowed, or it is there twice.', subject);
    case 'open-secret':
      return t(
        '"{0}" holds a secret, which must not stand in the settings. Under "headers", give its name with "secret": true, without a value.',
        subject,
      );
    case 'query':
      return t('Its "query" must be names and texts.');
    case 'models':
      return subject === ''
        ? t('Its "models" must be a list of model IDs or objects with an "id".')
        : t('In its "models", the entry "{0}" has a value of the wrong type.', subject);
    case 'field':
      return t('Its "{0}" has a value of the wrong type.', subject);
  }
}

const dialects = '"openai-responses", "chat-completions", "anthropic", "google", "mistral", "huggingface"';
