import { labelOf } from '../core/text/labelOf.js';
import { readFrontMatter, type FieldValue, type FrontMatterFault } from './frontMatter.js';
import { maximumDescription } from './limits.js';
import { commandName, promptFileEnd } from './promptName.js';

/** A prompt file or a skill, as its author wrote it. */
export interface PromptFile {
  /** What is typed behind the slash. Never empty. */
  readonly name: string;
  readonly description: string;
  readonly argumentHint: string;
  /** The models that its author names, in the order in which they are to be tried. */
  readonly models: readonly string[];
  /** Its place among others, smaller first; `undefined`: behind those that have one. */
  readonly order: number | undefined;
  readonly body: string;
  /** `false`: it is there for models to find, and no command. */
  readonly isCommand: boolean;
}

/** Why a prompt cannot be used. The words are the adapter's. */
export interface PromptProblem {
  readonly fault: FrontMatterFault | 'file-too-large' | 'not-text' | 'unreadable' | 'empty';
  /** Of the file, counted from 1. */
  readonly line: number;
}

export interface BrokenPromptFile {
  readonly name: string;
  readonly problem: PromptProblem;
}

/**
 * Reads a `*.prompt.md`, or a `SKILL.md`, which is called as its folder.
 * @param path its segments, at least the last two
 */
export function readPromptFile(path: readonly string[], text: string): PromptFile | BrokenPromptFile {
  const named = nameOfFile(path);
  const read = readFrontMatter(text);
  if ('problem' in read) return { name: named, problem: read.problem };
  const { fields, body } = read;
  if (body.trim() === '') return { name: named, problem: { fault: 'empty', line: 1 } };
  return {
    name: commandName(textOf(fields.get('name'))) || named,
    description: labelOf(textOf(fields.get('description')), maximumDescription),
    argumentHint: labelOf(textOf(fields.get('argument-hint')), maximumDescription),
    models: modelsOf(fields.get('model')),
    order: numberOf(fields.get('order')),
    body,
    isCommand: !isFalse(fields.get('user-invocable')),
  };
}

/** What a file is called that says nothing else, or nothing at all. Never empty. */
export function nameOfFile(path: readonly string[]): string {
  const fileName = path.at(-1) ?? '';
  const ownName = isSkillFile(fileName) ? (path.at(-2) ?? '') : fileName.replace(/(?:\.prompt)?\.md$/iu, '');
  return commandName(ownName) || 'prompt';
}

export function isSkillFile(fileName: string): boolean {
  return fileName === 'SKILL.md';
}

export function isPromptFile(fileName: string): boolean {
  return fileName.toLowerCase().endsWith(promptFileEnd);
}

function textOf(value: FieldValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function modelsOf(value: FieldValue | undefined): readonly string[] {
  const entries: readonly FieldValue[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return entries
    .slice(0, 10)
    .map((entry) => labelOf(textOf(entry)))
    .filter((name) => name !== '');
}

function numberOf(value: FieldValue | undefined): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** Also where it was put in quotes. */
function isFalse(value: FieldValue | undefined): boolean {
  return value === false || (typeof value === 'string' && value.toLowerCase() === 'false');
}
