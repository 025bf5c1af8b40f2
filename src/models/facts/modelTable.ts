import { Lazy } from '../../core/lazy.js';
import type { ModelFacts } from '../../core/modelFacts.js';
import type { PricePeriod } from '../../core/modelPrice.js';
import { datedIds } from './datedIds.js';
import { effortFacts } from './effortTable.js';
import type { TableKey } from './tableProvider.js';

/** One model, under each of its ids; these are in lower case. */
interface TableRow {
  readonly ids: readonly string[];
  /** Ids of its snapshots, with the form of a date in place of the date: see `datedIds`. */
  readonly dated?: readonly string[];
  readonly contextTokens?: number;
  /** In US dollars. */
  readonly periods?: readonly PricePeriod[];
}

/** modelTable.json: made by scripts/prices.mjs out of @pydantic/genai-prices. */
export interface TableFile {
  /** When the data was published: `YYYY-MM-DD`. */
  readonly date: string;
  readonly providers: Readonly<Record<string, { readonly source: string; readonly models: readonly TableRow[] }>>;
}

/** Facts from one source, and when they were true. */
export interface DatedFacts {
  readonly facts: ModelFacts;
  /** A web address. */
  readonly source: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
}

/** What SCOUT itself knows of models. */
export class ModelTable {
  readonly #file: TableFile;
  readonly #rows = new Map<string, ReadonlyMap<string, TableRow>>();

  constructor(file: TableFile) {
    this.#file = file;
  }

  /** Everything about exactly this model, or the one of which it is a dated snapshot, each part with its source; never about one whose name is only similar. */
  facts(key: TableKey | undefined): readonly DatedFacts[] {
    if (key === undefined) return [];
    return [this.#listedFacts(key), effortFacts(key.provider, key.model)].filter((facts) => facts !== undefined);
  }

  #listedFacts({ provider, model }: TableKey): DatedFacts | undefined {
    const { date, providers } = this.#file;
    const listed = Object.hasOwn(providers, provider) ? providers[provider] : undefined;
    if (listed === undefined) return undefined;
    let rows = this.#rows.get(provider);
    if (rows === undefined) {
      rows = new Map(
        listed.models.flatMap((row) => [...row.ids, ...(row.dated ?? [])].map((id) => [id, row] as const)),
      );
      this.#rows.set(provider, rows);
    }
    const id = model.toLowerCase();
    const row = [id, ...datedIds(id)].map((known) => rows.get(known)).find((found) => found !== undefined);
    if (row === undefined) return undefined;
    const { contextTokens, periods } = row;
    return {
      facts: {
        ...(contextTokens === undefined ? {} : { contextTokens }),
        ...(periods === undefined ? {} : { price: { currency: 'USD', periods } }),
      },
      source: listed.source,
      date,
    };
  }
}

/** The built-in table: a chunk of its own, loaded when a model is first looked up. */
export const builtInTable = new Lazy(async () => {
  const { default: file } = await import('./modelTable.json', { with: { type: 'json' } });
  return new ModelTable(file);
});
