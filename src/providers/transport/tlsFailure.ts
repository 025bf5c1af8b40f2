import { ScoutError } from '../../core/errors.js';

/** OpenSSL's reasons, as Node names them, and what a person is shown. The first that fits counts. */
const reasons: readonly (readonly [RegExp, (host: string, code: string) => string])[] = [
  [
    /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|UNKNOWN_PROTOCOL/,
    (host) => `${host} does not use TLS at this port. Check the port, or start the address with http://.`,
  ],
  [/CERTIFICATE_REQUIRED/, (host, code) => `${host} asks for a client certificate (${code}), which SCOUT cannot send.`],
  [
    /^(?:ERR_SSL_|EPROTO$)/,
    (host, code) =>
      `${host} and VS Code could not agree on a secure connection (${code}). The server, or a proxy in between, may be too old.`,
  ],
  [
    /^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)$/,
    (host, code) => `The certificate of ${host} is not valid at this time (${code}). Check the clock of this computer.`,
  ],
  [
    /ALTNAME_INVALID$/,
    (host, code) => `The certificate of ${host} was issued for another name (${code}). Check the base URL.`,
  ],
  [
    /CERT|SIGNED|TLS|UNABLE_TO_VERIFY/,
    (host, code) =>
      `The certificate of ${host} is not trusted (${code}). A company proxy may need its own certificate to be installed.`,
  ],
];

/**
 * A secure connection that did not come about; `undefined` for any other code. Trying again does not help.
 * @param host as shown to users
 */
export function tlsError(code: string, host: string, cause: unknown): ScoutError | undefined {
  const reason = reasons.find(([pattern]) => pattern.test(code))?.[1];
  return reason === undefined ? undefined : new ScoutError('network', reason(host, code), { cause });
}
