import * as vscode from 'vscode';
import { abortError } from '../../core/errors.js';

/** Calls the editor with a token that is cancelled with the signal. @throws AbortError once that is aborted, whatever the call gives */
export async function withToken<T>(
  signal: AbortSignal,
  call: (token: vscode.CancellationToken) => Thenable<T>,
): Promise<T> {
  if (signal.aborted) throw abortError();
  const source = new vscode.CancellationTokenSource();
  const cancel = (): void => source.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const result = await call(source.token);
    // What was called may have given up silently.
    throwIfAborted(signal);
    return result;
  } catch (error) {
    throw signal.aborted ? abortError() : error;
  } finally {
    signal.removeEventListener('abort', cancel);
    source.dispose();
  }
}

/** @throws AbortError */
export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw abortError();
}
