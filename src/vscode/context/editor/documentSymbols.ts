import * as vscode from 'vscode';

/** Something with a name in a document. */
export interface NamedRange {
  readonly name: string;
  /** What it is in; may be empty. */
  readonly container: string;
  /** Where its name is. */
  readonly start: vscode.Position;
  /** All of it, comments that belong to it included as far as the language's extension counts them. */
  readonly range: vscode.Range;
}

/** How many are looked at. */
const maximum = 5_000;

/** What has a name in a document, the outer ones first; empty where nothing knows its language. */
export async function documentSymbols(uri: vscode.Uri): Promise<readonly NamedRange[]> {
  const found = await vscode.commands.executeCommand<(vscode.DocumentSymbol | vscode.SymbolInformation)[] | undefined>(
    'vscode.executeDocumentSymbolProvider',
    uri,
  );
  const named: NamedRange[] = [];
  const queue = (found ?? []).map((symbol) => ({ symbol, container: '' }));
  for (let place = 0; place < queue.length && named.length < maximum; place++) {
    const { symbol, container } = queue[place]!;
    if ('location' in symbol && !('children' in symbol)) {
      const { name, containerName, location } = symbol;
      named.push({ name, container: containerName, start: location.range.start, range: location.range });
      continue;
    }
    const { name, range, selectionRange, children } = symbol as vscode.DocumentSymbol;
    named.push({ name, container, start: selectionRange.start, range });
    queue.push(...children.map((child) => ({ symbol: child, container: name })));
  }
  return named;
}

/** The one whose name is at this place, or else the innermost around it. */
export function symbolAt(symbols: readonly NamedRange[], place: vscode.Position): NamedRange | undefined {
  const named = symbols.filter(({ start }) => start.isEqual(place));
  const around = symbols.filter(({ range }) => range.contains(place));
  return smallest(named) ?? smallest(around);
}

function smallest(symbols: readonly NamedRange[]): NamedRange | undefined {
  return symbols.toSorted((a, b) => linesIn(a) - linesIn(b))[0];
}

function linesIn({ range }: NamedRange): number {
  return range.end.line - range.start.line;
}
