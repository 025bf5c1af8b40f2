/** The table of models as the installed version of @pydantic/genai-prices makes it. Loads nothing from the network. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { calcPrice, waitForUpdate } from '@pydantic/genai-prices';
import { modulesFolder } from '../environment.mjs';
import { expandTable } from './expandTable.mjs';

/** When each version was published (`npm view @pydantic/genai-prices time`): the package does not say it. */
const published = { '0.1.8': '2026-09-23' };

/** The content of the file: one line for each model, so that changes can be read. */
export async function currentTable() {
  const manifest = path.join(modulesFolder, '@pydantic', 'genai-prices', 'package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  const date = published[version];
  if (date === undefined)
    throw new Error(`Add the date of @pydantic/genai-prices ${version} to ${import.meta.filename}`);
  const find = (providerId, id) => calcPrice({}, id, { providerId })?.model;
  return lines(expandTable(await waitForUpdate(), find, version, date));
}

function lines({ providers, ...head }) {
  const listed = Object.entries(providers).map(
    ([id, { source, models }]) =>
      `${JSON.stringify(id)}: {"source": ${JSON.stringify(source)}, "models": [\n${models.map((row) => JSON.stringify(row)).join(',\n')}\n]}`,
  );
  return `${JSON.stringify(head).slice(0, -1)}, "providers": {\n${listed.join(',\n')}\n}}\n`;
}
