import os from 'node:os';

/** The name of the user whose account SCOUT runs under; empty where neither the system nor the environment knows it, as in some containers. */
export function userName(): string {
  const { USER, USERNAME, LOGNAME } = process.env;
  return fromSystem(() => os.userInfo().username) ?? (USER || USERNAME || LOGNAME || '');
}

/** The user's home folder; `undefined` where there is none. */
export function homeDirectory(): string | undefined {
  return fromSystem(() => os.homedir());
}

/** What the operating system answers; `undefined` where it does not know: it throws then, or answers with nothing. */
function fromSystem(ask: () => string): string | undefined {
  try {
    return ask() || undefined;
  } catch {
    return undefined;
  }
}
