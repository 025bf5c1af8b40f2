import { createRequire } from 'node:module';
import { projectFolder } from './projectFolder.js';

type Fetch = typeof globalThis.fetch;
interface ProxyAgentModule {
  readonly createFetchPatch: (
    parameters: object,
    original: Fetch,
    resolveProxy: (url: string) => Promise<string | undefined>,
  ) => Fetch;
}

/** Loads what the editor brings with it, as it is. */
export const requireOfEditor = createRequire(`${projectFolder}/node_modules/code-server/lib/vscode/package.json`);

/**
 * VS Code's own `fetch`, with the system's certificates, and a proxy for every request if one is given.
 * @param proxy its URL
 */
export function editorFetch(original: Fetch, proxy?: string): Fetch {
  const { createFetchPatch } = requireOfEditor('@vscode/proxy-agent') as ProxyAgentModule;
  const silent = (): void => undefined;
  return createFetchPatch(
    {
      isAdditionalFetchSupportEnabled: () => true,
      getProxySupport: () => (proxy === undefined ? 'off' : 'override'),
      addCertificatesV1: () => true,
      addCertificatesV2: () => false,
      loadAdditionalCertificates: () => Promise.resolve([]),
      loadSystemCertificatesFromNode: () => false,
      log: { trace: silent, debug: silent, info: silent, warn: silent, error: silent },
    },
    original,
    () => Promise.resolve(proxy),
  );
}
