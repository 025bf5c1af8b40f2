import { vscodeStub } from '../../../support/vscodeStub/vscodeStub.js';

/** What was shown to the user: severity, text and buttons of each message. */
export function shownMessages(): readonly string[] {
  return vscodeStub.messages.shown.map(({ severity, message, buttons }) =>
    [`${severity}: ${message}`, ...buttons.map((button) => `[${button}]`)].join(' '),
  );
}
