import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { StringKey } from '../../../src/webview/protocol/strings.js';
import { projectFolder } from '../../support/projectFolder.js';
import { strings } from './samples.js';

const bundle = JSON.parse(readFileSync(path.join(projectFolder, 'l10n/bundle.l10n.de.json'), 'utf8')) as Readonly<
  Record<string, string>
>;

/** What the view says in German. */
export const germanStrings = Object.fromEntries(
  Object.entries(strings).map(([key, english]) => {
    const german = bundle[english];
    assert.ok(german, `“${english}” is not translated`);
    return [key, german];
  }),
) as Record<StringKey, string>;
