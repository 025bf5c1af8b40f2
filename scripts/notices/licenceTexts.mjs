/** Finds the licence texts that come with a package: its own, and those of other works inside it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const licenceFile = /^(licen[cs]e|copying|notice)(-[\w-]+)?(\.(md|txt|mit|bsd|apache))?$/i;

/** The texts beside the package's manifest. */
export function ownTexts(folder) {
  return licenceFilesIn(folder).map((file) => readText(path.join(folder, file)));
}

/**
 * The texts in folders below that hold one of the shipped files, given relative to the package. Packages keep
 * such texts beside their sources and ship what is compiled from these: `src/internal/qs/LICENSE.md` belongs to `internal/qs`.
 */
export function innerTexts(folder, files) {
  return foldersBelow(folder)
    .map((inner) => ({ inner, about: inner.replace(/^src\//, '') }))
    .filter(({ about }) => files.some((file) => `/${file}`.includes(`/${about}/`)))
    .flatMap(({ inner, about }) =>
      licenceFilesIn(path.join(folder, inner)).map((file) => ({
        about,
        text: readText(path.join(folder, inner, file)),
      })),
    );
}

/** Comments in a source that name a copyright, without their comment marks. */
export function copyrightComments(source) {
  const comments = source.match(/^[ \t]*(?:\/\*[\s\S]*?\*\/|\/\/.*(?:\r?\n[ \t]*\/\/.*)*)/gm) ?? [];
  return comments
    .filter((comment) => /copyright\b.*(\d{4}|\(c\)|©|authors|contributors)/i.test(comment))
    .map(withoutMarks);
}

function withoutMarks(comment) {
  return comment
    .trim()
    .replace(/^\/\*+!?|\*+\/$/g, '')
    .split(/\r?\n/)
    .map((line) => line.replace(/^[ \t]*(\/\/|\*)? ?/, '').trimEnd())
    .join('\n')
    .replace(/^\s*@license\b/, '')
    .trim();
}

function licenceFilesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && licenceFile.test(entry.name))
    .map(({ name }) => name)
    .sort();
}

function foldersBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((inner) => !inner.split('/').includes('node_modules'))
    .sort();
}

function readText(file) {
  return readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .replace(/^\n+/, '')
    .trimEnd();
}
