import type { AttachmentCandidate } from '../../../attachments/attachmentSource.js';
import { maximumLabelLength } from '../../../attachments/limits.js';
import type { AttachmentKind } from '../../../core/message.js';
import { singleLine } from '../../../core/text/singleLine.js';

/** Something attached or offered, by its whole name. */
export interface NamedThing {
  readonly kind: AttachmentKind;
  readonly label: string;
  /** Stands behind the name and is no part of it, such as ":3–5". */
  readonly lines?: string;
}

/** What is named by its path. */
const kindsWithPath: ReadonlySet<AttachmentKind> = new Set(['file', 'selection', 'folder', 'instructions']);

/**
 * What the chips of one row are called: by the last part of the path, or by all of it where another chip of the row has the same name for
 * something else. In the order of what is given.
 */
export function chipLabels(things: readonly NamedThing[]): readonly string[] {
  const labels = things.map(({ label }) => singleLine(label, maximumLabelLength));
  const names = things.map(({ kind }, index) => (kindsWithPath.has(kind) ? lastPart(labels[index]!) : labels[index]!));
  return names.map((name, index) => {
    const isShared = names.some((other, place) => other === name && labels[place] !== labels[index]);
    return (isShared ? labels[index]! : name) + (things[index]!.lines ?? '');
  });
}

/** What is offered, named as it will be once it is attached. */
export function offeredThing({ kind, label, description, place }: AttachmentCandidate): NamedThing {
  const end = place?.range === undefined ? label.length : label.lastIndexOf(':');
  const name = label.slice(0, end);
  return { kind, label: description === '' ? name : `${description}/${name}`, lines: label.slice(end) };
}

/** A folder keeps the slash at its end. */
function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/', path.length - 2) + 1) || path;
}
