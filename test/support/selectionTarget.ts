import type { SelectionTarget } from '../../src/models/modelSelection.js';
import type { StoredSelection } from '../../src/storage/api/chatHistory.js';

/** A chat without messages: whom it asks, and what was chosen in it. */
export class FakeTarget implements SelectionTarget {
  readonly chosen: StoredSelection[] = [];
  selection: StoredSelection | null;

  constructor(selection: StoredSelection | null = null) {
    this.selection = selection;
  }

  select(selection: StoredSelection): void {
    this.selection = selection;
    this.chosen.push(selection);
  }

  /** Whom it asks, as "endpoint model". */
  get asked(): string {
    return this.selection === null ? '' : `${this.selection.ref.endpoint} ${this.selection.ref.model}`;
  }
}
