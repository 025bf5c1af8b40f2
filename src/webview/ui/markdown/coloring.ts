import type { Root, RootContent } from 'hast';

/**
 * Colors of a text, without the text: a positive number is so many characters, a negative one opens the span with the
 * class `classes[-number - 1]`, 0 closes the innermost span.
 */
export interface Coloring {
  readonly steps: readonly number[];
  readonly classes: readonly string[];
  /** How many spans are in it. */
  readonly spans: number;
  /** Whether the limit left out spans at the end. */
  readonly cut: boolean;
}

/** @param limit the most spans; what follows has no colors. */
export function coloringOf(tree: Root, limit: number): Coloring {
  const steps: number[] = [];
  const classes = new Map<string, number>();
  let spans = 0;
  let cut = false;
  const text = (length: number): void => {
    const last = steps.at(-1);
    if (last !== undefined && last > 0) steps[steps.length - 1] = last + length;
    else if (length > 0) steps.push(length);
  };
  const visit = (node: RootContent): void => {
    if (node.type === 'text') return text(node.value.length);
    if (node.type !== 'element') return;
    if (spans >= limit) {
      cut = true;
      node.children.forEach(visit);
      return;
    }
    spans += 1;
    const names = node.properties['className'];
    const name = Array.isArray(names) ? names.join(' ') : '';
    const index = classes.get(name) ?? classes.size;
    classes.set(name, index);
    steps.push(-index - 1);
    node.children.forEach(visit);
    steps.push(0);
  };
  tree.children.forEach(visit);
  return { steps, classes: [...classes.keys()], spans, cut };
}
