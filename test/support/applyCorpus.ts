import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { applyChange } from '../../src/apply/applyChange.js';
import type { ApplyResult } from '../../src/apply/change.js';
import { parseBlock } from '../../src/apply/parseBlock.js';
import { projectFolder } from './projectFolder.js';

/** One case of test/fixtures/apply: see the README there. */
export interface ApplyCase {
  readonly file: string;
  readonly name: string;
  /** `undefined` if there is no such file. */
  readonly before: string | undefined;
  readonly info: string;
  readonly code: string;
  /** The text to come, or the refusal. */
  readonly after?: string;
  readonly refused?: string;
  /** Words behind `after` or the reason: `exact`, `near`, a doubt, an action; lines of the refusal. */
  readonly words: readonly string[];
}

export const corpusFolder = path.join(projectFolder, 'test', 'fixtures', 'apply');

export function readCorpus(): ApplyCase[] {
  return readdirSync(corpusFolder)
    .filter((name) => name.endsWith('.txt'))
    .flatMap((name) => readCases(name, readFileSync(path.join(corpusFolder, name), 'utf8')));
}

/** Ways to write a text, which are no words of the case. */
const forms = ['crlf', 'bom', 'open', 'absent'];

function readCases(file: string, content: string): ApplyCase[] {
  return content
    .split(/^§ case /m)
    .slice(1)
    .map((text) => {
      const [name = '', ...rest] = text.split('\n');
      const sections = new Map(
        rest
          .join('\n')
          .split(/^§ /m)
          .slice(1)
          .map((section) => readSection(section)),
      );
      const block = sections.get('block') ?? { words: [], text: '' };
      const before = sections.get('before');
      const result = sections.get('after') ?? sections.get('refused');
      return {
        file,
        name,
        before: before === undefined || before.words.includes('absent') ? undefined : before.text,
        info: block.words.filter((word) => !forms.includes(word)).join(' '),
        code: block.text,
        words: result?.words.filter((word) => !forms.includes(word)) ?? [],
        ...(sections.has('after') ? { after: sections.get('after')?.text ?? '' } : { refused: result?.words[0] ?? '' }),
      };
    });
}

function readSection(section: string): [string, { words: string[]; text: string }] {
  const end = section.indexOf('\n');
  const [name = '', ...words] = section.slice(0, end).split(' ');
  let text = section
    .slice(end + 1)
    .replaceAll('⇥', '\t')
    .replaceAll('␠', ' ')
    .replaceAll('␍', '\r');
  text = text.replaceAll(/⟨([0-9a-f]+)⟩/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));
  if (words.includes('open')) text = text.replace(/\n$/, '');
  if (words.includes('crlf')) text = text.replaceAll('\n', '\r\n');
  if (words.includes('bom')) text = `\uFEFF${text}`;
  return [name, { words, text }];
}

export function applyCase({ before, info, code }: ApplyCase): ApplyResult {
  const [file, ...others] = parseBlock(info, code).files;
  if (others.length > 0) throw new Error('A case changes one file.');
  return file === undefined ? { kind: 'refused', reason: 'empty', lines: [] } : applyChange(before, file);
}
