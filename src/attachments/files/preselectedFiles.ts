import { isPictureOrPdf } from './languageOf.js';

/** What the files of a folder that are chosen beforehand have together at most, in bytes: about 25,000 tokens. */
export const preselectedBytes = 100_000;
const maximumPreselected = 200;

export interface SizedFile {
  readonly path: string;
  readonly bytes: number;
}

/** Endings of files that hold no text, and of those that only tools read. */
const unread =
  /\.(?:7z|a|avi|avif|bin|bmp|br|class|db|dll|dmg|doc|docx|dylib|eot|exe|gz|heic|icns|ico|iso|jar|lib|lock|map|mkv|mov|mp3|mp4|o|obj|ogg|otf|parquet|pdb|ppt|pptx|psd|pyc|rar|so|sqlite|svg|tar|tgz|tif|tiff|ttf|vsix|wasm|wav|webm|woff2?|xls|xlsx|xz|zip|zst)$|\.min\.(?:js|css)$|(?:^|\/)package-lock\.json$/iu;

/** Those of a folder's files that are attached unless the user says otherwise: text, in the upper folders first, as far as it fits. */
export function preselectedFiles(files: readonly SizedFile[], budget = preselectedBytes): ReadonlySet<string> {
  const chosen = new Set<string>();
  let left = budget;
  for (const { path, bytes } of files.toSorted(byDepth)) {
    if (bytes === 0 || bytes > left || unread.test(path) || isPictureOrPdf(path)) continue;
    if (chosen.size >= maximumPreselected) break;
    chosen.add(path);
    left -= bytes;
  }
  return chosen;
}

/** The files of the upper folders first, and then by their names. */
export function byDepth(a: SizedFile, b: SizedFile): number {
  const [depthA, depthB] = [a.path.split('/').length, b.path.split('/').length];
  return depthA - depthB || (a.path < b.path ? -1 : 1);
}
