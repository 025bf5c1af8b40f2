import * as vscode from 'vscode';
import type { ManifestSummary, ManifestTexts } from '../../chat/answering/manifestDocument.js';
import type { PromptEntry, PromptOmission } from '../../chat/answering/promptManifest.js';
import { formatBytes } from '../../core/text/formatBytes.js';
import { labelOf } from '../../core/text/labelOf.js';
import { isLocalAddress } from '../../privacy/localAddress.js';
import type { SecretFinding } from '../../privacy/secretFinding.js';
import { localHostsSetting } from '../configuration/settings.js';
import type { PriceOfInput } from './priceOfInput.js';
import { secretKindText } from './secretKindText.js';

/** How many lines with secrets are named. */
const shownSecrets = 10;

export function manifestTexts(priceOf: PriceOfInput): ManifestTexts {
  const { t } = vscode.l10n;
  return {
    title: t('What Will Be Sent'),
    summary: (facts) => summaryLines(facts, priceOf),
    systemPrompt: t('System prompt'),
    heading: (entry, number) => `${number}. ${originText(entry)}`,
    details: (entry, tokens) => detailsText(entry, tokens, priceOf),
    secrets: secretsText,
    withoutText: withoutText,
    leftOutTitle: t('Left out or shortened'),
    leftOut: (entry) => `${originText(entry)}: ${omissionText(entry.omission!)}`,
    nothing: t('Nothing: the chat is empty, and so is the message box.'),
  };
}

function summaryLines(facts: ManifestSummary, priceOf: PriceOfInput): readonly string[] {
  const { t } = vscode.l10n;
  const { manifest, target, parts, tokens, unknown, secrets } = facts;
  const host = hostOf(target.baseUrl);
  const isLocal = isLocalAddress(target.baseUrl, localHostsSetting());
  const price = priceOf(tokens);
  const { ref, parameters } = manifest.selection;
  return [
    t('Endpoint: {0}', labelOf(target.name)),
    host === undefined
      ? t('Host: chosen by VS Code or the extension that offers the model')
      : isLocal
        ? t('Host: {0} (local)', host)
        : t('Host: {0}', host),
    t('Model: {0}', labelOf(ref.model)),
    ...(Object.keys(parameters).length === 0 ? [] : [t('Parameters: {0}', JSON.stringify(parameters))]),
    t('Parts: {0}', number(parts)),
    unknown === 0
      ? t('Tokens: about {0}', number(tokens))
      : t('Tokens: about {0}; parts that cannot be estimated: {1}', number(tokens), number(unknown)),
    price === undefined ? t('Cost of the input: unknown') : t('Cost of the input: about {0}', price),
    ...(secrets === 0
      ? []
      : [
          t(
            'Likely secrets: {0}. They are marked below. SCOUT asks before it sends those that you have not decided about.',
            number(secrets),
          ),
        ]),
  ];
}

function hostOf(baseUrl: string | undefined): string | undefined {
  return baseUrl !== undefined && URL.canParse(baseUrl) ? new URL(baseUrl).host : undefined;
}

function originText({ origin, attachment, role }: PromptEntry): string {
  const { t } = vscode.l10n;
  switch (origin) {
    case 'question':
      return t('Question');
    case 'answer':
      return t('Answer of the model');
    case 'continuation':
      return t('SCOUT asks for the rest of the answer');
    case 'attachment': {
      const label = labelOf(attachment?.label ?? '', 120);
      const range = attachment?.range;
      const name = label === '' ? t('Attachment') : t('Attachment “{0}”', label);
      return range === undefined ? name : t('{0}, lines {1} to {2}', name, range.start, range.end);
    }
    default:
      return role;
  }
}

function detailsText({ attachment, part }: PromptEntry, tokens: number | undefined, priceOf: PriceOfInput): string {
  const { t } = vscode.l10n;
  const price = tokens === undefined ? undefined : priceOf(tokens);
  const source = attachment?.uri;
  return [
    source === undefined ? '' : labelOf(source, 500),
    tokens === undefined ? '' : t('about {0} tokens', number(tokens)),
    price === undefined ? '' : t('about {0}', price),
    part?.type === 'file' ? labelOf(part.mediaType) : '',
    labelOf(attachment?.note ?? ''),
  ]
    .filter((fact) => fact !== '')
    .join(' · ');
}

function secretsText(findings: readonly SecretFinding[], lines: readonly number[]): string {
  const { t } = vscode.l10n;
  const places = findings
    .slice(0, shownSecrets)
    .map(({ kind }, at) => t('{0} (line {1})', secretKindText(kind), lines[at] ?? 1));
  const more = findings.length - places.length;
  const all = more > 0 ? [...places, t('{0} more', number(more))] : places;
  return `⚠ ${t('Likely secrets: {0}', all.join(', '))}`;
}

function withoutText({ part }: PromptEntry): string {
  const { t } = vscode.l10n;
  if (part?.type === 'file')
    return t('A file of {0}, sent as it is.', formatBytes(Math.floor((part.data.length * 3) / 4)));
  return t('Data that the model needs back from its earlier answer, sent as it is.');
}

function omissionText(omission: PromptOmission): string {
  const { t } = vscode.l10n;
  switch (omission) {
    case 'unchanged':
      return t('unchanged since an earlier part, which it refers to');
    case 'failed':
      return t('its question was given up');
    case 'other-model':
      return t('data for another model');
    case 'thoughts':
      return t('thoughts of the model');
    case 'sources':
      return t('sources of the answer');
    case 'picture':
      return t('a picture that this model does not take back');
    case 'empty':
      return t('nothing in it');
  }
}

function number(value: number): string {
  return value.toLocaleString(vscode.env.language);
}
