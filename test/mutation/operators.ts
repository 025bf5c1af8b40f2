import ts from 'typescript';

/** What may stand in a node's place. */
export interface Replacement {
  readonly operator: string;
  /** What is replaced: the node itself, or a part of it. */
  readonly node: ts.Node;
  readonly text: string;
}

const swappedOperators: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.AmpersandAmpersandToken, '||'],
  [ts.SyntaxKind.BarBarToken, '&&'],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, '==='],
  [ts.SyntaxKind.LessThanToken, '<='],
  [ts.SyntaxKind.LessThanEqualsToken, '<'],
  [ts.SyntaxKind.GreaterThanToken, '>='],
  [ts.SyntaxKind.GreaterThanEqualsToken, '>'],
  [ts.SyntaxKind.PlusToken, '-'],
  [ts.SyntaxKind.MinusToken, '+'],
]);

const swappedNames: ReadonlyMap<string, string> = new Map([
  ['some', 'every'],
  ['every', 'some'],
  ['min', 'max'],
  ['max', 'min'],
  ['find', 'findLast'],
  ['findLast', 'find'],
  ['startsWith', 'endsWith'],
]);

/** Methods whose first argument is a place in what they are called on. */
const indexed = new Set(['slice', 'at', 'subarray', 'toSpliced', 'with']);

/** Everything that can be done to this node, but not to those in it. */
export function replacementsFor(node: ts.Node): readonly Replacement[] {
  return [
    ...conditionReplacements(node),
    ...binaryReplacements(node),
    ...valueReplacements(node),
    ...callReplacements(node),
    ...statementReplacements(node),
  ];
}

function conditionReplacements(node: ts.Node): readonly Replacement[] {
  const condition = ts.isIfStatement(node)
    ? node.expression
    : ts.isConditionalExpression(node)
      ? node.condition
      : undefined;
  return condition === undefined ? [] : [negated('negate the condition', condition)];
}

function negated(operator: string, node: ts.Expression): Replacement {
  return { operator, node, text: `!(${node.getText()})` };
}

function binaryReplacements(node: ts.Node): readonly Replacement[] {
  if (!ts.isBinaryExpression(node)) return [];
  const { left, operatorToken, right } = node;
  const swapped = swappedOperators.get(operatorToken.kind);
  if (swapped !== undefined && !isText(left) && !isText(right)) {
    return [{ operator: `${operatorToken.getText()} becomes ${swapped}`, node: operatorToken, text: swapped }];
  }
  const hasDefault = operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken;
  return hasDefault ? [{ operator: 'drop the default', node, text: left.getText() }] : [];
}

function valueReplacements(node: ts.Node): readonly Replacement[] {
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [{ operator: 'true becomes false', node, text: 'false' }];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [{ operator: 'false becomes true', node, text: 'true' }];
  if (ts.isArrayLiteralExpression(node) && node.elements.length > 0) {
    return [{ operator: 'empty the array', node, text: '[]' }];
  }
  if (ts.isStringLiteral(node) && isAction(node)) {
    return [{ operator: 'another word', node, text: `'${node.text}-x'` }];
  }
  return [];
}

/** A word that somebody acts on, such as `{ action: 'retry' }`; what is only read by people is none. */
function isAction(node: ts.StringLiteral): boolean {
  return ts.isPropertyAssignment(node.parent) && /^[a-z]+(?:-[a-z]+)*$/u.test(node.text);
}

function callReplacements(node: ts.Node): readonly Replacement[] {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
  const { name, expression } = node.expression;
  const [first] = node.arguments;
  const swapped = swappedNames.get(name.text);
  if (swapped !== undefined) return [{ operator: `${name.text} becomes ${swapped}`, node: name, text: swapped }];
  if (expression.getText() === 'Math' && name.text === 'abs' && first !== undefined) {
    return [{ operator: 'drop Math.abs', node, text: `(${first.getText()})` }];
  }
  if (!indexed.has(name.text) || first === undefined || ts.isSpreadElement(first)) return [];
  return [
    { operator: 'index + 1', node: first, text: `${first.getText()} + 1` },
    { operator: 'index - 1', node: first, text: `${first.getText()} - 1` },
  ];
}

function statementReplacements(node: ts.Node): readonly Replacement[] {
  if (ts.isExpressionStatement(node) && isCall(node.expression) && !isLogging(node.expression)) {
    return [{ operator: 'drop the call', node, text: ';' }];
  }
  if (ts.isIfStatement(node) && node.elseStatement === undefined && isJump(node.thenStatement)) {
    return [{ operator: 'drop the guard', node, text: ';' }];
  }
  if (!ts.isReturnStatement(node) || node.expression === undefined) return [];
  if (ts.isAwaitExpression(node.expression)) {
    return [{ operator: 'return without await', node: node.expression, text: node.expression.expression.getText() }];
  }
  return isBoolean(node.expression) ? [negated('return the opposite', node.expression)] : [];
}

function isText(node: ts.Expression): boolean {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

function isCall(node: ts.Expression): boolean {
  return ts.isCallExpression(ts.isAwaitExpression(node) ? node.expression : node);
}

/** What a log says is read by people, and promised to nobody. */
function isLogging(node: ts.Expression): boolean {
  return /\blogger\b|\bconsole\b/iu.test(node.getText().split('(')[0]!);
}

function isJump(node: ts.Statement): boolean {
  return (
    ts.isReturnStatement(node) || ts.isContinueStatement(node) || ts.isBreakStatement(node) || ts.isThrowStatement(node)
  );
}

const comparisons = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
  ts.SyntaxKind.InKeyword,
  ts.SyntaxKind.InstanceOfKeyword,
]);

/** As far as can be seen without types. */
function isBoolean(node: ts.Expression): boolean {
  if (ts.isBinaryExpression(node)) return comparisons.has(node.operatorToken.kind);
  if (ts.isPrefixUnaryExpression(node)) return node.operator === ts.SyntaxKind.ExclamationToken;
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  return ['has', 'includes', 'some', 'every', 'test', 'startsWith', 'endsWith', 'equals'].includes(
    node.expression.name.text,
  );
}
