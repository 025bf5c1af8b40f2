import { factNames, type ModelFacts } from '../../core/modelFacts.js';
import type { ModelInfo } from '../../providers/provider.js';
import type { ModelTable } from './modelTable.js';
import { tableKey } from './tableProvider.js';

/** The server's own list, SCOUT's built-in table, or the user's setting `scout.models`. */
export type FactSource = 'vendor' | 'table' | 'settings';

/** Something that is known, and from where. */
export interface Fact<T> {
  readonly value: T;
  readonly source: FactSource;
  /** Of the table: the web page that it comes from, and when it was true (`YYYY-MM-DD`). */
  readonly origin?: { readonly url: string; readonly date: string };
}

/** What is known of one model. What is absent is unknown. */
export type KnownFacts = { readonly [K in keyof ModelFacts]: Fact<NonNullable<ModelFacts[K]>> };

/** Looks a model of one endpoint up by its id. */
export type FactLookup = (model: string) => KnownFacts;

/** What the facts of all models of an endpoint are taken from. */
export interface FactSources {
  /** The server's list; empty where it is not known. */
  readonly listed: readonly ModelInfo[];
  readonly table: ModelTable;
  /** Of this endpoint's models, by their ids. */
  readonly settings: ReadonlyMap<string, ModelFacts>;
  /** The address in use. The table knows nothing about the models of an address that is not the vendor's. */
  readonly baseUrl: string;
}

/** Looks models of one endpoint up. The user's settings win over the server's list, and that over the table, fact by fact. */
export function createFactLookup({ listed, table, settings, baseUrl }: FactSources): FactLookup {
  const byId = new Map(listed.map((info) => [info.id, info]));
  return (model) => {
    const known: Record<string, Fact<unknown>> = {};
    for (const { facts, source: url, date } of table.facts(tableKey(baseUrl, model)))
      add(known, facts, { source: 'table', origin: { url, date } });
    add(known, listedFacts(byId, model), { source: 'vendor' });
    add(known, settings.get(model), { source: 'settings' });
    return known;
  };
}

/** Overwrites what an earlier source said. */
function add(
  known: Record<string, Fact<unknown>>,
  facts: ModelFacts | undefined,
  from: Omit<Fact<unknown>, 'value'>,
): void {
  for (const name of factNames) {
    const value = facts?.[name];
    if (value !== undefined) known[name] = { value, ...from };
  }
}

/** A router's model at one of the companies that run it, `<id>:<company>`, has what the list tells of that company. */
function listedFacts(byId: ReadonlyMap<string, ModelInfo>, model: string): ModelFacts | undefined {
  const listed = byId.get(model);
  if (listed !== undefined) return listed;
  const colon = model.lastIndexOf(':');
  const company = model.slice(colon + 1);
  return colon === -1 ? undefined : byId.get(model.slice(0, colon))?.hosts?.find(({ name }) => name === company);
}
