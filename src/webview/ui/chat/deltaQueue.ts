import type { TurnView } from '../../protocol/chat.js';
import type { HostMessage } from '../../protocol/protocol.js';

type Delta = Extract<HostMessage, { type: 'delta' }>;

export interface Growth {
  readonly text: string;
  readonly reasoning: string;
}

/** Collects what arrives for the turn under way between two frames, and notices when a piece is missing. */
export class DeltaQueue {
  #turnId: string | null = null;
  #nextSeq = 0;
  #text = '';
  #reasoning = '';

  /** Expects the deltas of this turn from now on. A turn that is already followed keeps its place. */
  follow(turn: TurnView | null): void {
    if (turn?.id === this.#turnId) return;
    this.restart(turn);
  }

  /** Forgets everything and expects exactly what the turn says comes next. */
  restart(turn: TurnView | null): void {
    this.#turnId = turn?.id ?? null;
    this.#nextSeq = turn?.nextSeq ?? 0;
    this.take();
  }

  /** Returns false, and keeps nothing, when the delta is not the expected one. */
  accept(delta: Delta): boolean {
    if (delta.turnId !== this.#turnId || delta.seq !== this.#nextSeq) return false;
    this.#nextSeq += 1;
    this.#text += delta.text;
    this.#reasoning += delta.reasoning;
    return true;
  }

  /** What has been collected since the last call. */
  take(): Growth {
    const growth = { text: this.#text, reasoning: this.#reasoning };
    this.#text = '';
    this.#reasoning = '';
    return growth;
  }
}
