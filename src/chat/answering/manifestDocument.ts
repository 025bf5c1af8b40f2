import { TimeSlices } from '../../core/timeSlices.js';
import { fenced } from '../../core/text/codeFence.js';
import type { SecretFinder, SecretFinding } from '../../privacy/secretFinding.js';
import type { SendTarget } from '../../privacy/sendGate.js';
import { partTokens } from './partTokens.js';
import type { PromptEntry, PromptManifest } from './promptManifest.js';
import { requestSize } from './requestSize.js';

/** The words of the document, in the user's language. Every number of tokens is an estimate. */
export interface ManifestTexts {
  readonly title: string;
  /** To whom, and the sums: one line each. @param tokens `undefined` for what cannot be estimated, which is not in the sum */
  summary(facts: ManifestSummary): readonly string[];
  readonly systemPrompt: string;
  /** A part, by its place in the request. */
  heading(entry: PromptEntry, number: number): string;
  /** What is known of a part: its source, its size, its price. */
  details(entry: PromptEntry, tokens: number | undefined): string;
  secrets(findings: readonly SecretFinding[], lines: readonly number[]): string;
  /** What stands for content that is no text. */
  withoutText(entry: PromptEntry): string;
  readonly leftOutTitle: string;
  leftOut(entry: PromptEntry): string;
  readonly nothing: string;
}

export interface ManifestSummary {
  readonly manifest: PromptManifest;
  readonly target: SendTarget;
  readonly parts: number;
  readonly tokens: number;
  /** Parts of which nobody can estimate the tokens. */
  readonly unknown: number;
  readonly secrets: number;
}

/** A request as people read it. */
export interface ManifestDocument {
  /** Markdown, with line feeds as line ends. */
  readonly text: string;
  /** Where likely secrets are in it, in UTF-16 code units. */
  readonly secrets: readonly { readonly start: number; readonly end: number }[];
}

interface Section {
  readonly heading: string;
  readonly body: string;
  /** As they are in `body`. */
  readonly secrets: ManifestDocument['secrets'];
}

/**
 * Everything that a request sends, in its order, and what of the chat is left out. Works in steps: the extension host goes on meanwhile.
 * @throws `AbortError` when the signal is aborted
 */
export async function manifestDocument(
  manifest: PromptManifest,
  target: SendTarget,
  finder: SecretFinder,
  texts: ManifestTexts,
  signal: AbortSignal,
): Promise<ManifestDocument> {
  const sections: Section[] = [];
  const { system } = manifest.selection;
  const slices = new TimeSlices();
  if (system !== undefined) sections.push(await textSection(texts.systemPrompt, system, [], finder, texts, signal));
  const sent = manifest.entries.filter(({ part }) => part !== undefined);
  for (const [at, entry] of sent.entries()) {
    const count = partTokens(entry.part!);
    const heading = texts.heading(entry, at + 1);
    const details = [texts.details(entry, count)].filter((line) => line !== '');
    const { part } = entry;
    sections.push(
      part !== undefined && 'text' in part
        ? await textSection(heading, part.text, details, finder, texts, signal)
        : { heading, body: [...details, texts.withoutText(entry)].join('\n\n'), secrets: [] },
    );
    await slices.pause();
  }
  const secrets = sections.reduce((sum, section) => sum + section.secrets.length, 0);
  const summary = texts.summary({ manifest, target, parts: sent.length, ...requestSize(manifest), secrets });
  const leftOut = manifest.entries
    .filter(({ omission }) => omission !== undefined)
    .map((entry) => `- ${texts.leftOut(entry)}`);
  return joined([
    {
      heading: '',
      body: [`# ${texts.title}`, summary.map((line) => `- ${line}`).join('\n')].join('\n\n'),
      secrets: [],
    },
    ...(sections.length === 0 ? [{ heading: '', body: texts.nothing, secrets: [] }] : sections),
    ...(leftOut.length === 0 ? [] : [{ heading: texts.leftOutTitle, body: leftOut.join('\n'), secrets: [] }]),
  ]);
}

async function textSection(
  heading: string,
  sent: string,
  details: readonly string[],
  finder: SecretFinder,
  texts: ManifestTexts,
  signal: AbortSignal,
): Promise<Section> {
  // What an editor shows has one kind of line ends.
  const text = sent.replace(/\r\n?/gu, '\n');
  const findings = await finder.find(text, signal);
  const about = findings.length === 0 ? details : [...details, texts.secrets(findings, linesOf(text, findings))];
  const before = about.map((line) => `${line}\n\n`).join('');
  const block = fenced(text);
  const offset = before.length + block.indexOf('\n') + 1;
  const secrets = findings.map(({ start, end }) => ({ start: start + offset, end: end + offset }));
  return { heading, body: before + block, secrets };
}

/** In which line each begins, from 1 on. */
function linesOf(text: string, findings: readonly SecretFinding[]): number[] {
  let [line, at] = [1, text.indexOf('\n')];
  return findings.map(({ start }) => {
    for (; at !== -1 && at < start; at = text.indexOf('\n', at + 1)) line++;
    return line;
  });
}

function joined(sections: readonly Section[]): ManifestDocument {
  const pieces: string[] = [];
  const secrets: { start: number; end: number }[] = [];
  let length = 0;
  for (const { heading, body, secrets: own } of sections) {
    const before = heading === '' ? '' : `## ${heading}\n\n`;
    const offset = length + before.length;
    for (const { start, end } of own) secrets.push({ start: start + offset, end: end + offset });
    const piece = `${before}${body}\n\n`;
    pieces.push(piece);
    length += piece.length;
  }
  return { text: pieces.join('').trimEnd() + '\n', secrets };
}
