import { signal } from '@preact/signals';

/** Closer to the end than this, in CSS pixels, counts as being there: zoom makes positions fractional. */
const endTolerance = 4;
/** For so many frames a message that is shown is put into its place again: those above it get their real heights as they come into view. */
const settlingFrames = 12;
/** A message that is taller than the view begins so far from its top, in CSS pixels. */
const tallMessageMargin = 12;
const keysThatScrollUp = new Set(['ArrowUp', 'PageUp', 'Home']);

/** A message and where it stood in the viewport. */
export interface ScrollAnchor {
  readonly element: Element;
  readonly top: number;
}

/** Keeps the end of a growing list in view while the reader is there, and lets go at the first move up. */
export class FollowScroll {
  readonly following = signal(true);
  /** Whether the end is more than a screen away. */
  readonly distant = signal(false);
  #scroller: HTMLElement | null = null;
  #lastTop = 0;
  #settling = 0;

  /** @returns what ends it. */
  attach(scroller: HTMLElement, content: HTMLElement): () => void {
    const controller = new AbortController();
    const options = { passive: true, signal: controller.signal };
    this.#scroller = scroller;
    scroller.addEventListener('scroll', () => this.#onScroll(scroller), options);
    // Released before the scrolling starts, or the next delta would fight it.
    scroller.addEventListener('wheel', (event) => event.deltaY < 0 && this.#release(scroller), options);
    scroller.addEventListener(
      'keydown',
      (event) => keysThatScrollUp.has(event.key) && this.#release(scroller),
      options,
    );
    const observer = new ResizeObserver(() => this.#keep());
    observer.observe(content);
    observer.observe(scroller);
    this.showEnd();
    return () => {
      controller.abort();
      observer.disconnect();
      this.#scroller = null;
    };
  }

  showEnd(): void {
    this.following.value = true;
    this.#keep();
  }

  /**
   * Shows a message in the middle, or from its beginning when it is taller than the view; but so that what is marked in it
   * is in view.
   */
  showMessage(element: Element, mark: () => DOMRect | undefined = () => undefined): void {
    this.#settle(element, (view) => {
      const own = element.getBoundingClientRect();
      const top = view.top + Math.max(tallMessageMargin, (view.height - own.height) / 2);
      const marked = mark();
      // What is not laid out has no size.
      if (marked === undefined || marked.height === 0) return top;
      const below = marked.top - own.top;
      const isInView = top + below + marked.height + tallMessageMargin <= view.bottom;
      return isInView ? top : view.top + view.height / 3 - below;
    });
  }

  /** Scrolls as `place` does, again while the messages get their real heights. */
  placeSettled(element: Element, top: number): void {
    this.#settle(element, () => top);
  }

  #settle(element: Element, topIn: (view: DOMRect) => number): void {
    this.following.value = false;
    const frame = (left: number): void => {
      const scroller = this.#scroller;
      if (scroller === null || !element.isConnected) return;
      this.place(element, topIn(scroller.getBoundingClientRect()));
      this.#settling = left > 0 ? requestAnimationFrame(() => frame(left - 1)) : 0;
    };
    cancelAnimationFrame(this.#settling);
    frame(settlingFrames);
  }

  /** Scrolls until the top of the element is there, in CSS pixels from the top of the page, as far as there is something to scroll. */
  place(element: Element, top: number): void {
    const scroller = this.#scroller;
    if (scroller === null) return;
    scroller.scrollTop += element.getBoundingClientRect().top - top;
    this.#lastTop = scroller.scrollTop;
    this.following.value = isAtEnd(scroller);
    this.distant.value = isDistant(scroller);
  }

  /** The first message in view, to be put back where it was after the list has changed. */
  anchor(selector: string): ScrollAnchor | null {
    const scroller = this.#scroller;
    if (scroller === null || this.following.peek()) return null;
    const edge = scroller.getBoundingClientRect().top;
    const element = [...scroller.querySelectorAll(selector)].find(
      (candidate) => candidate.getBoundingClientRect().bottom > edge,
    );
    return element === undefined ? null : { element, top: element.getBoundingClientRect().top };
  }

  restore(anchor: ScrollAnchor | null): void {
    if (this.#scroller === null || anchor === null || !anchor.element.isConnected) return;
    const moved = anchor.element.getBoundingClientRect().top - anchor.top;
    if (moved !== 0) this.#scroller.scrollTop += moved;
    this.#lastTop = this.#scroller.scrollTop;
  }

  #onScroll(scroller: HTMLElement): void {
    const movedUp = scroller.scrollTop < this.#lastTop;
    this.#lastTop = scroller.scrollTop;
    this.distant.value = isDistant(scroller);
    if (isAtEnd(scroller)) this.following.value = true;
    else if (movedUp) this.following.value = false;
  }

  #release(scroller: HTMLElement): void {
    cancelAnimationFrame(this.#settling);
    if (scroller.scrollTop > 0) this.following.value = false;
  }

  #keep(): void {
    const scroller = this.#scroller;
    if (scroller === null || !this.following.peek()) return;
    scroller.scrollTop = scroller.scrollHeight;
    this.#lastTop = scroller.scrollTop;
  }
}

function isDistant({ scrollHeight, clientHeight, scrollTop }: HTMLElement): boolean {
  return scrollHeight - clientHeight - scrollTop > clientHeight;
}

function isAtEnd({ scrollHeight, clientHeight, scrollTop }: HTMLElement): boolean {
  return scrollHeight - clientHeight - scrollTop <= endTolerance;
}
