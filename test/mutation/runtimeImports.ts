import path from 'node:path';
import ts from 'typescript';

/** The files that each file loads when it runs, by paths relative to the project with forward slashes. */
export type RuntimeImports = ReadonlyMap<string, readonly string[]>;

/**
 * Who loads whom among these files: by an import that is more than types, or by naming the other's path in any text, as tests
 * do that start a thread or build a program of it.
 *
 * @param sources texts by paths
 */
export function runtimeImports(sources: ReadonlyMap<string, string>): RuntimeImports {
  const entries = [...sources].map(([file, text]) => {
    const named = textsIn(file, text).flatMap(
      (name) => [...candidatesOf(file, name)].find((path) => sources.has(path)) ?? [],
    );
    return [file, [...new Set(named)]] as const;
  });
  return new Map(entries);
}

/** How many steps lead from each of the starting points to the file; those that never reach it are missing. */
export function distancesTo(
  file: string,
  starts: readonly string[],
  imports: RuntimeImports,
): ReadonlyMap<string, number> {
  const importers = new Map<string, string[]>();
  for (const [importer, imported] of imports) {
    for (const one of imported) importers.set(one, [...(importers.get(one) ?? []), importer]);
  }
  const distances = new Map([[file, 0]]);
  for (const [reached, distance] of distances) {
    // A map that grows while it is walked through: the nearest come first.
    for (const importer of importers.get(reached) ?? []) {
      if (!distances.has(importer)) distances.set(importer, distance + 1);
    }
  }
  return new Map(starts.flatMap((start) => (distances.has(start) ? [[start, distances.get(start)!] as const] : [])));
}

function textsIn(file: string, text: string): readonly string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || isTypeOnly(node)) return;
    if (ts.isStringLiteralLike(node)) texts.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
  return texts;
}

function isTypeOnly(node: ts.Node): boolean {
  return (
    (ts.isImportDeclaration(node) && node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword) ||
    (ts.isExportDeclaration(node) && node.isTypeOnly)
  );
}

/** The paths that a text may mean: relative to the file that names it, or to the project. */
function* candidatesOf(file: string, name: string): Generator<string> {
  if (!/\.[cm]?[jt]sx?$/u.test(name)) return;
  const base = name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name) : name;
  yield base;
  yield base.replace(/\.js$/u, '.ts');
  yield base.replace(/\.js$/u, '.tsx');
}
