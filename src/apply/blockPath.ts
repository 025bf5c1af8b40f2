import { commentText } from './comment.js';

/**
 * The path that a model wrote, if it is a plain relative one: with `/`, without `.` and `..`, nothing a shell, a terminal or a reader could
 * be misled by, and nothing inside of .git (`git~1` in short on Windows), whose files are run. `undefined` for all others.
 */
export function plainPath(written: string): string | undefined {
  const path = written
    .trim()
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)+/, '');
  if (path === '' || path.length > 400 || path.endsWith('/')) return undefined;
  // Of the control characters also those that turn the direction of text or are not seen.
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"|?*]/u.test(path) || path.startsWith('/') || path.startsWith('~')) return undefined;
  const names = path.split('/').filter((name) => name !== '.');
  const isPlain = names.every(
    (name) =>
      name !== '' && name !== '..' && name === name.trim() && !/^(?:\.git|git~\d+)$/i.test(name) && !name.endsWith('.'),
  );
  return isPlain && names.length > 0 ? names.join('/') : undefined;
}

const attribute =
  /(?:^|[\s{,])(?:title|file|filename|file_name|path|filepath|file_path|source|src|name)\s*[=:]\s*(?:"([^"]*)"|'([^']*)'|([^\s"'},]+))/i;

/** The path in what stands behind the opening fence: ```` ```ts src/app.ts ````, `ts:src/app.ts`, `ts title="src/app.ts"`, `12:20:src/app.ts`. */
export function pathOfInfo(info: string): string | undefined {
  const named = attribute.exec(info);
  if (named !== null) {
    const found = fileName(named[1] ?? named[2] ?? named[3] ?? '');
    if (found !== undefined) return found;
  }
  const line = info.trim();
  const [first = ''] = line.split(/\s/, 1);
  const behindFirst = line.slice(first.length).trim();
  const behindColon = /^(?:\d+:\d+|[\w+#.-]+):(.+)$/.exec(first)?.[1];
  const rest = behindFirst.replace(/^(?:\{[^}]*\}\s*)+/, '').replace(/^(?:\/\/|#|--|<!--|\/\*)\s*/, '');
  return [behindColon === undefined ? undefined : `${behindColon} ${behindFirst}`, behindColon, rest, first]
    .map((text) => (text === undefined ? undefined : fileName(text)))
    .find((path) => path !== undefined);
}

/** What stands behind the opening fence as the name of a file, and is none that may be used; to be shown. */
export function unclearPathOfInfo(info: string): string | undefined {
  const named = attribute.exec(info);
  const words = named === null ? info.trim().split(/\s+/).slice(0, 20) : [named[1] ?? named[2] ?? named[3] ?? ''];
  return words
    .map((word) => unclearPath(word.replace(/^[\w+#.-]{2,}:(?=[./~\\])(?!\/\/)/, '')))
    .find((path) => path !== undefined);
}

/** The same of the first line of code. */
export function unclearPathOfComment(line: string): string | undefined {
  const said = saidByComment(line);
  return said === undefined || said.text.includes('://') ? undefined : unclearPath(said.text);
}

/** A text as it is to be shown, if it leads somewhere and may not be used: `../a.ts`, `/etc/passwd`, `C:\\a.ts`. */
export function unclearPath(text: string): string | undefined {
  const bare = unquoted(text.trim()).replaceAll('\\', '/');
  if (bare.length > 1000 || bare.endsWith('/') || /\s\S*\s/.test(bare) || plainPath(bare) !== undefined)
    return undefined;
  const leads =
    /^(?:\.{1,2}\/|~\/|\/[\w.]|[a-z]:\/|[a-z][\w+.-]*:\/\/)/i.test(bare) || /(?:^|\/)(?:\.\.|\.git)\//i.test(bare);
  return leads ? shownPath(bare) : undefined;
}

export const shownPath = (path: string): string =>
  path.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD').slice(0, 200);

/** The language in what stands behind the opening fence, in lower case. */
export function languageOfInfo(info: string): string | undefined {
  const first = /^\s*\{?\s*\.?([A-Za-z][\w+#-]*)(?=[\s:,{}]|$)/.exec(info)?.[1];
  return first === undefined || /^(?:title|file|filename|path|filepath)$/i.test(first)
    ? undefined
    : first.toLowerCase();
}

/** The path in the first line of code, if that is a comment with nothing but it: `// src/app.ts`, `# filepath: a.py`. */
export function pathOfComment(line: string): string | undefined {
  const said = saidByComment(line);
  if (said === undefined) return undefined;
  return said.isNamed ? plainPath(said.text) : fileName(said.text);
}

/** What the first line of code says of a file, and whether it says that it is one. */
function saidByComment(line: string): { text: string; isNamed: boolean } | undefined {
  if (line.length > 500) return undefined;
  const trimmed = line.trim();
  if (/^--+[^\s-]/.test(trimmed)) return undefined;
  const content = commentText(trimmed);
  if (content === undefined) return undefined;
  const named = /^(?:file ?name|file ?path|file|path) ?: ?(.+)$/i.exec(content);
  if (named !== null) return { text: unquoted(named[1] ?? ''), isNamed: true };
  return /\s/.test(content) ? undefined : { text: content, isNamed: false };
}

/** Names of files without a dot that are known as such. */
const namesWithoutExtension =
  /^(?:Makefile|Dockerfile|Containerfile|Jenkinsfile|Gemfile|Rakefile|Procfile|Vagrantfile|LICENSE|CODEOWNERS)$/;
/** Names of libraries look like names of files. */
const libraries = /^(?:node|next|vue|react|express|three|d3|nuxt|angular|moment|chart|asp)\.(?:js|net)$/i;

/** A text that is the name of a file and nothing else; what stands around a path, and line numbers behind it, are no part of it. */
export function fileName(text: string): string | undefined {
  if (text.length > 1000) return undefined;
  const bare = unquoted(text.trim().replace(/^(?:\*\*|__|#+ |\/\/ ?|[-*] )/, ''))
    .replace(/(?:\*\*|__)?:?(?:\*\*|__)?$/, '')
    .replace(/(?::\d+(?:[-:]\d+)*|#L\d+(?:-L?\d+)?|\s*\(?lines? \d+(?:\s*[-–]\s*\d+)?\)?)$/i, '');
  const path = plainPath(unquoted(bare));
  const name = path?.split('/').at(-1);
  if (path === undefined || name === undefined || libraries.test(path)) return undefined;
  const isName =
    /^\.?[^.\s].*\.[A-Za-z][\w+-]{0,15}$/.test(name) ||
    /^\.[A-Za-z][\w.-]*$/.test(name) ||
    namesWithoutExtension.test(name);
  return isName ? path : undefined;
}

function unquoted(text: string): string {
  return /^\s*[`"'([](.*)[`"')\]]\s*$/s.exec(text)?.[1] ?? text.trim();
}
