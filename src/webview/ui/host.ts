import type { ViewPersistentState } from '../protocol/page.js';
import type { ViewMessage } from '../protocol/protocol.js';

interface VsCodeApi {
  postMessage(message: unknown): void;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The extension host as the view sees it. */
export interface Host {
  readonly post: (message: ViewMessage) => void;
  /** Stored by the editor across a reload of the window, and given to the host before the view exists. */
  readonly remember: (state: ViewPersistentState) => void;
}

/** May be called once per page. */
export function connectHost(): Host {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    remember: (state) => api.setState(state),
  };
}
