import type { PostedMessage } from '../protocol/protocol.js';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The extension host as the view sees it. */
export interface Host {
  readonly post: (message: PostedMessage) => void;
  /** Stored by the editor across a reload of the window, and given to the host before the view exists. */
  readonly remember: (state: unknown) => void;
  /** What was stored last; `undefined` at first. */
  readonly restore: () => unknown;
}

/** May be called once per page. */
export function connectHost(): Host {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    remember: (state) => api.setState(state),
    restore: () => api.getState(),
  };
}
