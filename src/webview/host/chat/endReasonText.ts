import * as vscode from 'vscode';

/**
 * A provider's word for the end of an answer, in words where SCOUT has some, with the word itself behind them; the word alone where not.
 * Empty where it says no more than that there is a reason. What the words mean: see `finishReason.ts` in `providers/adapter`.
 */
export function endReasonText(word: string): string {
  const known = word.toLowerCase();
  if (known === 'other' || known === 'finish_reason_unspecified') return '';
  const text = wordsFor(known);
  return text === undefined ? word : `${text} (${word})`;
}

function wordsFor(word: string): string | undefined {
  const { t } = vscode.l10n;
  switch (word) {
    case 'language':
      return t('The language is not supported');
    case 'recitation':
    case 'image_recitation':
      return t('It is too close to somebody else’s work');
    case 'spii':
      return t('It may contain personal data');
    case 'blocklist':
      return t('It contains a blocked word');
    case 'guardrail_intervened':
      return t('A guardrail stopped it');
    case 'no_image':
      return t('The model made no image');
    case 'image_other':
      return t('The image could not be made');
    case 'malformed_function_call':
    case 'unexpected_tool_call':
    case 'malformed_tool_use':
      return t('The model called a tool in a way that is not valid');
    case 'too_many_tool_calls':
      return t('The model called tools too often');
    case 'malformed_response':
    case 'malformed_model_output':
      return t('The model’s output was not valid');
    case 'missing_thought_signature':
      return t('The model’s earlier thinking was missing from the request');
    default:
      return undefined;
  }
}
