/** Path of a Chromium or Chrome; `undefined` when neither the system nor Playwright has one. */
export function findChromium(): string | undefined;
