/** Writes the notices that the licences of the shipped packages ask for, from what was really bundled. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { groupByPackage, packageName } from './bundledFiles.mjs';
import { copyrightComments, innerTexts, ownTexts } from './licenceTexts.mjs';
import { works as knownWorks } from './works.mjs';

const textFolder = path.join(import.meta.dirname, 'texts');

/**
 * The text of the notices for these files below `projectFolder`. `works` is what no licence file covers.
 * Throws with a sentence for each package and each work inside one whose licence is unknown.
 */
export function noticesOf(files, projectFolder, works = knownWorks) {
  const packages = [...groupByPackage(files)].map(([folder, own]) =>
    describePackage(folder, own, projectFolder, works),
  );
  const names = packages.map(({ name }) => name);
  const faults = [
    ...packages.flatMap((shipped) => shipped.faults),
    ...works
      .filter(({ within }) => within !== undefined && !names.includes(within))
      .map(({ name, within }) => `${name} is listed in scripts/notices/works.mjs, but ${within} is not shipped.`),
  ];
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const others = works.map(({ file, within, ...work }) => ({
    ...work,
    name: within === undefined || within === work.name ? work.name : `${work.name}, part of ${within}`,
    texts: [readFileSync(path.join(textFolder, file), 'utf8').trim()],
  }));
  return document(
    [...packages.filter(({ texts }) => texts.length > 0), ...others].sort((a, b) =>
      a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1,
    ),
  );
}

function describePackage(folder, files, projectFolder, works) {
  const location = path.join(projectFolder, folder);
  const manifest = JSON.parse(readFileSync(path.join(location, 'package.json'), 'utf8'));
  const name = packageName(folder);
  const inside = files.map((file) => file.slice(folder.length + 1));
  const listed = works.filter(({ within }) => within === name).map((work) => work.name);
  const inner = innerTexts(location, inside);
  const comments = new Map(inside.map((file) => [file, commentsOf(path.join(location, file))]));
  const own = ownTexts(location);
  const faults = [];
  if (own.length === 0 && !listed.includes(name))
    faults.push(`${name} has no licence text; give it in scripts/notices/works.mjs.`);
  if (typeof manifest.license !== 'string') faults.push(`${name} does not name its licence.`);
  for (const [vendored, its] of Map.groupBy(inside, vendoredWork)) {
    const covered = its.some(
      (file) => comments.get(file).length > 0 || inner.some(({ about }) => file.includes(`${about}/`)),
    );
    if (vendored !== undefined && !covered && !listed.includes(vendored)) {
      faults.push(`${vendored}, part of ${name}, has no licence text; give it in scripts/notices/works.mjs.`);
    }
  }
  const texts = own.length === 0 ? [] : [...own, ...inner.map(({ about, text }) => `For ${about}:\n\n${text}`)];
  return {
    name,
    version: manifest.version,
    licence: manifest.license,
    source: sourceOf(manifest),
    faults,
    texts: withComments(texts, comments),
  };
}

/** The name of someone else's work that the file of a package belongs to. */
function vendoredWork(file) {
  return file.match(/(?:^|\/)_?vendor\/([^/]+)\//)?.[1];
}

function commentsOf(file) {
  return existsSync(file) && /\.[cm]?js$|\.css$/.test(file) ? copyrightComments(readFileSync(file, 'utf8')) : [];
}

/** The licence texts, then what the files themselves say beyond them, each once. */
function withComments(texts, comments) {
  const result = [...texts];
  for (const comment of [...comments.values()].flat()) {
    if (!result.some((text) => words(text).includes(words(comment))))
      result.push(`From its source files:\n\n${comment}`);
  }
  return result;
}

function words(text) {
  return text.split(/\s+/).join(' ');
}

function sourceOf({ repository, homepage }) {
  const address = typeof repository === 'string' ? repository : (repository?.url ?? homepage ?? '');
  return address
    .replace(/^git\+|\.git$/g, '')
    .replace(/^(git|ssh):\/\/(git@)?/, 'https://')
    .replace(/^(github:)?(?=[\w.-]+\/[\w.-]+$)/, 'https://github.com/');
}

function document(entries) {
  const title = ({ name, version }) => (version === undefined ? name : `${name} ${version}`);
  const heading = (entry) =>
    [rule, title(entry), `Licence: ${entry.licence}`, ...(entry.source ? [`Source: ${entry.source}`] : []), rule].join(
      '\n',
    );
  return [
    'Third-party notices\n\nSCOUT contains the following software of others. Each part is under the licence that is given with it below.',
    entries.map((entry) => `- ${title(entry)} (${entry.licence})`).join('\n'),
    ...entries.map((entry) => [heading(entry), ...entry.texts].join('\n\n')),
    '',
  ].join('\n\n');
}

const rule = '='.repeat(80);
