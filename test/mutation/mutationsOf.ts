import ts from 'typescript';
import type { Mutation } from './mutation.js';
import { replacementsFor } from './operators.js';

/** Every mutation of the file, in the order of the text. Those that do not compile are among them. */
export function mutationsOf(file: string, text: string): readonly Mutation[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const mutations: Mutation[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return;
    for (const { operator, node: replaced, text: replacement } of replacementsFor(node)) {
      const [start, end] = [replaced.getStart(), replaced.getEnd()];
      const line = lineOf(source, start);
      if (line === lineOf(source, end)) mutations.push({ file, line, operator, start, end, replacement });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return mutations.sort((a, b) => a.start - b.start || a.end - b.end);
}

function lineOf(source: ts.SourceFile, position: number): number {
  return source.getLineAndCharacterOfPosition(position).line + 1;
}
