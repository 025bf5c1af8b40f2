import * as vscode from 'vscode';
import { ScoutError } from '../../core/errors.js';
import { mostEntries, parseEndpoints } from '../../models/endpoints/parseEndpoints.js';
import type { Endpoint, EndpointId } from '../../providers/endpoint.js';
import { endpoints as builtIn } from '../../providers/endpoints.js';
import { findEndpoint } from '../configuration/configuredEndpoints.js';
import { endpointsSetting, updateEndpointsSetting } from '../configuration/settings.js';
import { endpointFaultText } from './endpointProblemText.js';

/** An entry of `scout.endpoints` as SCOUT writes it. */
export type EndpointEntry = Readonly<Record<string, unknown>> & { readonly id: string };

/** What the setting holds; entries that SCOUT cannot read are kept as they are. */
function entries(): readonly unknown[] {
  const value = endpointsSetting();
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** The ids in the setting, of entries that cannot be used, too. */
export function entryIds(): readonly unknown[] {
  return entries().map(idIn);
}

/** The entry with this id, as the user has it. */
export function entryWith(id: EndpointId): Readonly<Record<string, unknown>> | undefined {
  return entries().find((entry) => idIn(entry) === id) as Readonly<Record<string, unknown>> | undefined;
}

function idIn(entry: unknown): unknown {
  return typeof entry === 'object' && entry !== null && 'id' in entry ? entry.id : undefined;
}

/**
 * Throws `invalid-request` where no entry can be added: what is in the setting is no list and would be lost, or there is no room.
 * @param more how many are to be added
 */
export function checkEntries(more = 1): void {
  const value = endpointsSetting();
  if (value !== undefined && value !== null && !Array.isArray(value)) {
    throw new ScoutError(
      'invalid-request',
      vscode.l10n.t(
        '"scout.endpoints" in your settings is not a list. Nothing was changed. Correct it with “SCOUT: Edit Endpoints in Settings”.',
      ),
    );
  }
  if (entries().length + more > mostEntries) {
    throw new ScoutError(
      'invalid-request',
      vscode.l10n.t(
        '"scout.endpoints" in your settings has {0} entries, and cannot have more. Nothing was changed. Remove one with “SCOUT: Remove Endpoint…”.',
        mostEntries,
      ),
    );
  }
}

/** What SCOUT makes of an entry that is not in the settings yet. Throws `invalid-request` with what is wrong with it. */
export function endpointFrom(entry: EndpointEntry): Endpoint {
  const { endpoints, problems } = parseEndpoints([entry], builtIn);
  const endpoint = endpoints.find(({ id, added }) => id === entry.id && added !== undefined);
  if (endpoint !== undefined) return endpoint;
  const [problem] = problems;
  const reason = problem === undefined ? '' : endpointFaultText(problem);
  throw new ScoutError('invalid-request', vscode.l10n.t('Nothing was added. {0}', reason));
}

/**
 * Adds an entry with an id that nobody has, and returns its endpoint. Throws as `checkEntries` and `endpointFrom`, and `storage` where VS
 * Code does not write.
 */
export async function addEntry(entry: EndpointEntry): Promise<Endpoint | undefined> {
  checkEntries();
  const { id } = endpointFrom(entry);
  await write([...entries(), entry]);
  return findEndpoint(id);
}

/** Adds an entry, or puts it in the place of the one with its id. Throws as `addEntry`. */
export async function putEntry(entry: EndpointEntry): Promise<void> {
  endpointFrom(entry);
  const all = entries();
  const index = all.findIndex((other) => idIn(other) === entry.id);
  checkEntries(index < 0 ? 1 : 0);
  await write(index < 0 ? [...all, entry] : all.with(index, entry));
}

/** Throws `storage` where VS Code does not write. */
export async function removeEntry(id: EndpointId): Promise<void> {
  await write(entries().filter((entry) => idIn(entry) !== id));
}

/** VS Code refuses while settings.json is being edited or cannot be read, and says why. */
async function write(all: readonly unknown[]): Promise<void> {
  try {
    await updateEndpointsSetting(all);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ScoutError(
      'storage',
      vscode.l10n.t('The list of endpoints in your settings was not changed: {0}', reason),
      { cause: error },
    );
  }
}
