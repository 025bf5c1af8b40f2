import { assignedName, before, leadOf, type AssignedName } from './assignedName.js';
import { assignedValue, elementValue, type AssignedValue } from './assignedValue.js';
import { entropyOf, looksRandom } from './randomness.js';
import type { SecretFinding } from './secretFinding.js';
import { secretNameOf, type SecretName } from './secretNames.js';
import { isStandIn } from './standIns.js';
import type { TextWindow } from './textWindow.js';

const separators = /[=:>]/gu;

/** Values with a name that says they are secret, as programs, settings, environment files, connection strings and XML write them. */
export function* scanAssignments({ text, from, to }: TextWindow): Generator<SecretFinding> {
  separators.lastIndex = from;
  for (let hit = separators.exec(text); hit !== null && hit.index < to; hit = separators.exec(text)) {
    const at = hit.index;
    const name = assignedName(text, at);
    const secret = name === undefined ? undefined : secretNameOf(name.name);
    if (name === undefined || secret === undefined) continue;
    const value = valueAt(text, at, name);
    if (value === undefined || !isSecret(value, secret, styleOf(text, name))) continue;
    const isConnection = secret.isPassword && before(text, name) === ';';
    yield { start: value.start, end: value.end, kind: isConnection ? 'connection-string' : secret.kind };
  }
}

function valueAt(text: string, at: number, name: AssignedName): AssignedValue | undefined {
  const separator = text.charAt(at);
  const next = text.charAt(at + 1);
  if (separator === '>') return before(text, name) === '<' ? elementValue(text, at + 1) : undefined;
  // No comparisons, scopes and addresses.
  if (next === ':' || (separator === '=' && next === '=') || (separator === ':' && next === '/')) return undefined;
  return assignedValue(text, next === '>' || next === '=' ? at + 2 : at + 1);
}

/** How the assignment is written, which decides what a value without quotes may be. */
interface Style {
  /** `NAME=value` at the beginning of a line, or a parameter between `;`, `&` or `--`: the value is no expression. */
  readonly isPlain: boolean;
  /** `name: value` at the beginning of a line. */
  readonly isLine: boolean;
}

const beginning = /^(?:export |set |ENV |ARG |\$env:|[-\s#/"'$])*$/u;

function styleOf(text: string, name: AssignedName): Style {
  const lead = leadOf(text, name);
  const isLine = beginning.test(lead);
  return { isPlain: name.isTight && (isLine || /(?:[;?&"'`]|--)$/u.test(lead)), isLine };
}

function isSecret({ value, isQuoted }: AssignedValue, { isPassword }: SecretName, style: Style): boolean {
  if (/\s/u.test(value) || isStandIn(value) || isReference(value)) return false;
  if (!isQuoted && isExpression(value)) return false;
  // Without quotes a name of a type or a variable may look mixed, too.
  if (!isPassword) return isQuoted || style.isPlain ? isMachineMade(value) : looksRandom(value);
  if (isQuoted) return value.length >= 6 && /[^A-Za-z_-]/u.test(value);
  if (style.isPlain) return value.length >= 8 || (value.length >= 6 && /\d/u.test(value));
  // `password: hunter2` in YAML, but no type and no variable of a program.
  return style.isLine && value.length >= 6 && /\d/u.test(value) && /^[a-z\d]/u.test(value);
}

/** Tokens and keys are long and mixed. */
function isMachineMade(value: string): boolean {
  if (looksRandom(value)) return true;
  const isMixed = /\d/u.test(value) && /[A-Za-z]/u.test(value) && !/[./]\w+[./(]/u.test(value);
  return isMixed && value.length >= 10 && entropyOf(value) >= 3.2;
}

/** A call, a member, an element: something that a program works out. */
function isExpression(value: string): boolean {
  return /[()[\]{}]|^[A-Za-z_$][\w$]*(?:[?!]?\.[A-Za-z_$][\w$]*)+!?$/u.test(value);
}

/** A path or an address: where a secret is, perhaps, and not the secret. */
function isReference(value: string): boolean {
  return /^(?:\.{0,2}\/[\w.-]+\/|~\/|[A-Za-z]:[\\/]|[a-z]+:\/\/)/u.test(value);
}
