import * as vscode from 'vscode';
import { isCancellation } from '../../core/errors.js';
import { withoutLogin } from '../../core/text/withoutLogin.js';

/** What lies between this machine and an answer of any kind. */
export type ReachStep = 'address' | 'dns' | 'tls' | 'proxy';

/** How long a server may take to answer anything, in milliseconds. */
const timeoutMs = 10_000;

/** Node's and OpenSSL's names: https://nodejs.org/api/errors.html, https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const dnsCode = /^(?:ENOTFOUND|EAI_AGAIN|EAI_NODATA)$/u;
const tlsCode = /CERT|SIGNED|TLS|SSL|UNABLE_TO_VERIFY|EPROTO/u;

interface SystemError {
  readonly code: string;
  readonly host: string;
}

/**
 * Asks a server for anything, without any key, on the way that all requests go, and says where that ends. Every answer will do, but a
 * proxy's for a login. `undefined`: the server is reached. Throws only `AbortError`.
 */
export async function reachServer(
  address: URL,
  signal: AbortSignal,
): Promise<{ readonly step: ReachStep; readonly reason: string } | undefined> {
  const { host } = address;
  try {
    const { status } = await answerTo(address, signal);
    return status === 407 ? proxyLogin() : undefined;
  } catch (error) {
    if (signal.aborted || isCancellation(error)) signal.throwIfAborted();
    return explain(error, host);
  }
}

/** The head of the answer to a request without key, user or password. Rejects as `fetch`. */
export async function answerTo(address: URL, signal: AbortSignal): Promise<Pick<Response, 'status' | 'ok'>> {
  const response = await fetch(withoutLogin(address).href, {
    redirect: 'manual',
    credentials: 'omit',
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  });
  await response.body?.cancel();
  return response;
}

function proxyLogin(): { readonly step: ReachStep; readonly reason: string } {
  return { step: 'proxy', reason: vscode.l10n.t('A proxy wants a login.') };
}

/** Node's `fetch` makes a network error without any word of a 407: https://github.com/nodejs/undici, lib/web/fetch/index.js, step 14. */
function isProxyLogin(error: unknown): boolean {
  return error instanceof TypeError && error.cause instanceof Error && error.cause.message === '';
}

function explain(error: unknown, host: string): { readonly step: ReachStep; readonly reason: string } {
  const { t } = vscode.l10n;
  const errors = systemErrors(error);
  const code = errors.at(-1)?.code ?? '';
  if (code === '' && isProxyLogin(error)) return proxyLogin();
  const proxy = proxyHost();
  const viaProxy = proxy !== undefined && errors.some((one) => one.host !== '' && one.host === proxy);
  if (viaProxy || code === 'UND_ERR_ABORTED')
    return { step: 'proxy', reason: t('The proxy does not answer, or refuses.') };
  if (dnsCode.test(code)) return { step: 'dns', reason: t('The name {0} cannot be found.', host) };
  if (tlsCode.test(code)) return { step: 'tls', reason: t('No secure connection to {0} ({1}).', host, code) };
  const detail = code === '' ? '' : ` (${code})`;
  return { step: 'address', reason: t('Nothing answers at {0}.', `${host}${detail}`) };
}

/** The codes of an error and its causes, the innermost last: `fetch failed` itself says nothing. */
function systemErrors(error: unknown): readonly SystemError[] {
  const found: SystemError[] = [];
  let current = error;
  for (let depth = 0; current instanceof Error && depth < 5; depth += 1) {
    const { code, hostname, address } = current as Error & Partial<Record<'code' | 'hostname' | 'address', unknown>>;
    if (typeof code === 'string') {
      const host = [hostname, address].find((value) => typeof value === 'string');
      found.push({ code, host: typeof host === 'string' ? host : '' });
    }
    current = current.cause ?? (current instanceof AggregateError ? current.errors[0] : undefined);
  }
  return found;
}

/** The host of the proxy that VS Code is told to use. */
function proxyHost(): string | undefined {
  const setting: unknown = vscode.workspace.getConfiguration('http').get('proxy');
  return typeof setting === 'string' && setting !== '' ? URL.parse(setting)?.hostname : undefined;
}
