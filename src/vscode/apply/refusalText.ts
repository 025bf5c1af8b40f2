import * as vscode from 'vscode';
import type { ApplyDoubt } from '../../apply/change.js';
import type { RefusedBlock } from './changePlan.js';

/** Lines that are named at most. */
const namedLines = 5;

/** Why a block was not applied: a sentence. */
export function refusalText({ reason, lines }: Pick<RefusedBlock, 'reason' | 'lines'>): string {
  const { t } = vscode.l10n;
  const places = lines.slice(0, namedLines).join(', ');
  switch (reason) {
    case 'empty':
      return t('The code has nothing to apply.');
    case 'malformed':
      return t('The change is not complete, or cannot be read.');
    case 'missingFile':
      return t('The file is not there.');
    case 'fileExists':
      return t('The file is there already, with another content.');
    case 'binary':
      return t('Binary files are not changed.');
    case 'noMatch':
      return places === ''
        ? t('What is to be changed is not in the file.')
        : t('What is to be changed is not in the file. Line {0} comes close.', places);
    case 'ambiguous':
      return places === ''
        ? t('What is to be changed is in the file several times.')
        : t('What is to be changed is in the file several times: lines {0}.', places);
    case 'overlap':
      return t('Two parts of the code change the same lines.');
    case 'marks':
      return t('The marks for what stays as it is do not fit the file.');
    case 'partial':
      return t('The code is a part of the file, and does not say which.');
    case 'unrelated':
      return t('The code has too little in common with the file.');
    case 'alreadyApplied':
      return t('The file has this change already.');
    case 'tooLarge':
      return t('The file or the code is too large to be compared.');
    case 'readOnly':
      return t('The file is read-only.');
    case 'noText':
      return t('The file cannot be opened as text.');
  }
}

/** Why a change that was made deserves a second look. */
export function doubtText(doubt: ApplyDoubt): string {
  const { t } = vscode.l10n;
  switch (doubt) {
    case 'whitespace':
      return t('spaces differ');
    case 'indentation':
      return t('the indentation differs');
    case 'context':
      return t('lines around the change differ');
    case 'lineNumbers':
      return t('the same lines are there several times');
    case 'signature':
      return t('the first line of a function changes');
    case 'placement':
      return t('the place of new lines is not certain');
  }
}
