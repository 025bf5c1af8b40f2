import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../../support/projectFolder.js';

/** Ways around `redact`, and the only files that may have them. */
const ways: readonly (readonly [string, RegExp, readonly string[]])[] = [
  ['a redacted text that did not pass', /\bas RedactedText\b/u, ['src/core/redaction.ts']],
  ['a message that replaces another', /\berror\.message\s*=[^=]/u, []],
  ['a cause that is attached later', /\.cause\s*=[^=]/u, []],
  [
    'a line written past the logger',
    /\bchannel\.(?:trace|debug|info|warn|error|append\w*)\(/u,
    ['src/vscode/diagnostics/outputChannelLogger.ts'],
  ],
  ['a line on the console', /\bconsole\.\w+\(/u, []],
];

describe('external text', () => {
  const files = readdirSync(path.join(projectFolder, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/u.test(name))
    .map((name) => path.posix.join('src', ...name.split(path.sep)));

  for (const [what, pattern, allowed] of ways) {
    it(`becomes no ${what.replace(/^an? /u, '')}`, () => {
      const found = files.filter((name) => pattern.test(readFileSync(path.join(projectFolder, name), 'utf8')));
      assert.deepEqual(found, allowed);
    });
  }
});
