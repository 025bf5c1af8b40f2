import type { AttachmentPart } from '../core/message.js';
import { isLocalAddress } from './localAddress.js';
import { PathPattern } from './pathPattern.js';
import type { SendTarget } from './sendGate.js';
import { sourcePaths, type SourcePaths } from './sourcePaths.js';
import { withoutBraces } from './withoutBraces.js';

/** A rule of `scout.privacy.localOnly` and what it keeps here. */
export interface LocalOnlyRefusal {
  /** As the settings have it. */
  readonly rule: string;
  readonly attachment: AttachmentPart;
  /** What of it the rule is for, as a URI: its own, or one of its sources. */
  readonly source: string;
  /** The rule cannot be read: nothing that has a source is let out until it can. */
  readonly isUnreadable: boolean;
}

export interface LocalOnlySettings {
  /** Patterns and folders, as the settings have them; whatever is there. */
  readonly rules: readonly unknown[];
  /** See `isLocalAddress`. */
  readonly localHosts: readonly string[];
  /** Of the workspace, as URIs. */
  readonly folders: readonly string[];
  /** What `~` stands for. */
  readonly home: string;
}

/** Tells whether a rule is for a file; `undefined` for a rule that cannot be read. */
type Rule = { readonly text: string; readonly keeps: ((paths: SourcePaths) => boolean) | undefined };

/** How many rules are read. */
const maximumRules = 500;

/**
 * Which attachments only local endpoints may have. A pattern without a slash is for files and folders of that name everywhere; one that
 * begins with `/`, `~/` or a drive for an absolute path; one with `://` for an address; any other for a path in a folder of the workspace. It
 * errs on the strict side: upper and lower case make no difference, what is in a folder belongs to it, and what cannot be read refuses.
 */
export class LocalOnlyRules {
  readonly #rules: readonly Rule[];
  readonly #settings: LocalOnlySettings;

  constructor(settings: LocalOnlySettings) {
    this.#settings = settings;
    this.#rules = settings.rules.slice(0, maximumRules).map((rule) => ruleOf(rule, settings.home));
    if (settings.rules.length > maximumRules)
      this.#rules = [...this.#rules, { text: `${maximumRules} +`, keeps: undefined }];
  }

  /** Those that `target` may not have, in their order; none for a local target. */
  refused(attachments: readonly AttachmentPart[], target: SendTarget): readonly LocalOnlyRefusal[] {
    if (this.#rules.length === 0 || isLocalAddress(target.baseUrl, this.#settings.localHosts)) return [];
    return attachments.flatMap((attachment) => {
      const found = this.#ruleFor(attachment);
      if (found === undefined) return [];
      const { rule, source } = found;
      return [{ rule: rule.text, attachment, source, isUnreadable: rule.keeps === undefined }];
    });
  }

  #ruleFor({ uri, sources }: AttachmentPart): { readonly rule: Rule; readonly source: string } | undefined {
    const from = [...(uri === undefined ? [] : [uri]), ...(sources ?? [])];
    for (const source of from) {
      const paths = sourcePaths(source, this.#settings.folders);
      const rule = this.#rules.find(({ keeps }) => keeps === undefined || keeps(paths));
      if (rule !== undefined) return { rule, source };
    }
    return undefined;
  }
}

function ruleOf(value: unknown, home: string): Rule {
  if (typeof value !== 'string') return { text: (JSON.stringify(value) ?? '').slice(0, 100), keeps: undefined };
  const keepers = (withoutBraces(resolved(value, home)) ?? ['']).map(keeperOf);
  const isReadable = keepers.every((keeps) => keeps !== undefined);
  return { text: value, keeps: isReadable ? (paths) => keepers.some((keeps) => keeps(paths)) : undefined };
}

/** With slashes only, and the variables and abbreviations of VS Code that have a meaning here. */
function resolved(rule: string, home: string): string {
  return rule
    .trim()
    .replace(/^(?:~|\$\{userHome\})(?=[\\/]|$)/u, () => home)
    .replace(/^(?:\.|\$\{workspaceFolder\})(?:[\\/]|$)/u, './')
    .replaceAll('\\', '/');
}

function keeperOf(written: string): ((paths: SourcePaths) => boolean) | undefined {
  const pattern = PathPattern.parse(written);
  // Neither a variable nor an exception means anything here: it must not look as if it did.
  if (pattern === undefined || /^!|\$/u.test(written)) return undefined;
  // Paths have no such names, and what a pattern would have lost on its way up nobody can say.
  if (written.split('/').includes('..')) return undefined;
  if (/^[a-z*][\w+.*-]+:\/\//iu.test(written)) return ({ address }) => pattern.matches(address);
  if (/^(?:\/|[a-z]:(?:\/|$))/iu.test(written)) return ({ absolute }) => pattern.matches(absolute);
  const isAnywhere = written.startsWith('**/') || !written.replace(/\/+$/u, '').includes('/');
  if (!isAnywhere) return ({ relative }) => relative.some((names) => pattern.matches(names));
  const everywhere = written.startsWith('**/') ? pattern : PathPattern.parse(`**/${written}`);
  return everywhere && (({ absolute, relative }) => [absolute, ...relative].some((names) => everywhere.matches(names)));
}
