/**
 * Calls `make` while no environment variable with one of these prefixes is set. The SDKs read base URLs, extra headers,
 * organisations and log levels from variables; whoever can set one (a workspace's terminal profile, a dev container)
 * could redirect the key. `make` must be synchronous, so nobody else sees the gap.
 */
export function withoutEnvironment<T>(prefixes: readonly string[], make: () => T): T {
  const hidden = Object.keys(process.env)
    .filter((name) => prefixes.some((prefix) => name.toUpperCase().startsWith(prefix)))
    .map((name) => [name, process.env[name]] as const);
  for (const [name] of hidden) delete process.env[name];
  try {
    return make();
  } finally {
    for (const [name, value] of hidden) process.env[name] = value;
  }
}
