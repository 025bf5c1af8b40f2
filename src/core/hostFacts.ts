import os from 'node:os';

/** The name of the user whose account SCOUT runs under; empty where nobody tells, as in a container without an entry for the user. */
export function userName(): string {
  const { USER, USERNAME, LOGNAME } = process.env;
  return told(() => os.userInfo().username) ?? (USER || USERNAME || LOGNAME || '');
}

/** The user's home folder; `undefined` where there is none. */
export function homeDirectory(): string | undefined {
  return told(() => os.homedir());
}

/** What the operating system says; `undefined` where it does not know, which it says with an exception or with nothing. */
function told(ask: () => string): string | undefined {
  try {
    return ask() || undefined;
  } catch {
    return undefined;
  }
}
