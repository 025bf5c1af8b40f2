import path from 'node:path';
import ts from 'typescript';

/** The files each file imports, by path. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/**
 * Who imports whom among these sources: values and types, `export … from`, dynamic imports, `import('…').T` and `require`. What
 * leads out of them is left out.
 *
 * @param sources texts by paths with forward slashes
 */
export function importGraph(sources: ReadonlyMap<string, string>): ImportGraph {
  return new Map(
    [...sources].map(([file, text]) => [
      file,
      specifiersIn(file, text).flatMap((specifier) => sourceOf(file, specifier, sources) ?? []),
    ]),
  );
}

/** The groups of files that reach each other by imports, each sorted: none in a graph without cycles. */
export function importCycles(graph: ImportGraph): string[][] {
  const reachable = new Map([...graph.keys()].map((file) => [file, reachableFrom(file, graph)]));
  const cycles = new Map<string, string[]>();
  for (const [file, reached] of reachable) {
    if (!reached.has(file)) continue;
    const cycle = [...reached].filter((other) => reachable.get(other)?.has(file)).sort();
    cycles.set(cycle[0]!, cycle);
  }
  return [...cycles.values()];
}

/** What a source imports, as it names it, in every form an import has. */
export function specifiersIn(file: string, text: string): string[] {
  const specifiers: string[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier !== undefined && ts.isStringLiteralLike(specifier)) specifiers.push(specifier.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
  return specifiers;
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return node.argument.literal;
  if (ts.isCallExpression(node) && isLoader(node.expression)) return node.arguments[0];
  return undefined;
}

/** `import(…)`, `require(…)` and `createRequire(…)(…)`. */
function isLoader(callee: ts.Expression): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
  if (ts.isIdentifier(callee)) return callee.text === 'require';
  return (
    ts.isCallExpression(callee) && ts.isIdentifier(callee.expression) && callee.expression.text === 'createRequire'
  );
}

function sourceOf(file: string, specifier: string, sources: ReadonlyMap<string, string>): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const base = path.posix.join(path.posix.dirname(file), specifier).replace(/\.js$/u, '');
  return [`${base}.ts`, `${base}.tsx`].find((candidate) => sources.has(candidate));
}

function reachableFrom(start: string, graph: ImportGraph): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [...(graph.get(start) ?? [])];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    open.push(...(graph.get(file) ?? []));
  }
  return reached;
}
