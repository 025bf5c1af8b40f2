import type * as vscode from 'vscode';

export class Disposable implements vscode.Disposable {
  #release: (() => unknown) | undefined;

  static from(...items: { dispose: () => unknown }[]): Disposable {
    return new Disposable(() => {
      for (const item of items) item.dispose();
    });
  }

  constructor(release: () => unknown) {
    this.#release = release;
  }

  dispose(): void {
    const release = this.#release;
    this.#release = undefined;
    release?.();
  }
}

/**
 * Like VS Code's: a listener that throws keeps neither the others from hearing nor the firer from going on.
 * Where VS Code would log the error, the test that runs fails with it.
 */
export class EventEmitter<T> implements vscode.EventEmitter<T> {
  readonly #listeners = new Set<(value: T) => unknown>();
  #isDisposed = false;

  readonly event: vscode.Event<T> = (listener, thisArgs?: unknown, disposables?: vscode.Disposable[]) => {
    if (this.#isDisposed) return new Disposable(() => undefined);
    // A function of its own for each registration: the same listener may be added twice.
    const call = (value: T): unknown => listener.call(thisArgs, value) as unknown;
    this.#listeners.add(call);
    const registration = new Disposable(() => this.#listeners.delete(call));
    disposables?.push(registration);
    return registration;
  };

  /** No part of the declared interface: shows a test who has not stopped listening. */
  get listenerCount(): number {
    return this.#listeners.size;
  }

  fire(value: T): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(value);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#listeners.clear();
  }
}

/** A token and the means to cancel it. Listeners to a cancelled token are called at once, but not within the call. */
export class CancellationTokenSource implements vscode.CancellationTokenSource {
  readonly #cancelled = new EventEmitter<unknown>();
  #isCancelled = false;
  readonly token: vscode.CancellationToken;

  constructor() {
    const isCancelled = (): boolean => this.#isCancelled;
    this.token = {
      get isCancellationRequested() {
        return isCancelled();
      },
      onCancellationRequested: (listener, thisArgs?: unknown, disposables?: vscode.Disposable[]) => {
        if (!this.#isCancelled) return this.#cancelled.event(listener, thisArgs, disposables);
        const timer = setTimeout(() => void listener.call(thisArgs, undefined), 0);
        return new Disposable(() => clearTimeout(timer));
      },
    };
  }

  cancel(): void {
    if (this.#isCancelled) return;
    this.#isCancelled = true;
    this.#cancelled.fire(undefined);
  }

  dispose(): void {
    this.#cancelled.dispose();
  }
}
