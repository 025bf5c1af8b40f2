import type { Database, SqlValue, Statement } from 'sql.js';
import { addStep } from '../progress.js';

/** The statements of one database, each prepared once. */
export class Statements {
  readonly #database: Database;
  readonly #throwReadFailure: () => void;
  readonly #prepared = new Map<string, Statement>();

  /** @param throwReadFailure throws, once a part of the database could not be read: then what SQLite has answered is worth nothing. */
  constructor(database: Database, throwReadFailure: () => void) {
    this.#database = database;
    this.#throwReadFailure = throwReadFailure;
  }

  /** See `Sql.execute`. */
  execute(script: string): void {
    try {
      this.#database.exec(script);
    } finally {
      this.#throwReadFailure();
    }
  }

  /** See `Sql.run`. */
  run(statement: string, parameters: readonly SqlValue[]): void {
    try {
      this.#prepare(statement).run([...parameters]);
    } finally {
      this.#throwReadFailure();
    }
    addStep();
  }

  /** See `Sql.all`. */
  all(statement: string, parameters: readonly SqlValue[]): readonly (readonly SqlValue[])[] {
    const rows: (readonly SqlValue[])[] = [];
    try {
      const prepared = this.#prepare(statement);
      try {
        prepared.bind([...parameters]);
        for (; prepared.step(); addStep()) rows.push(prepared.get());
      } finally {
        prepared.reset();
      }
    } finally {
      this.#throwReadFailure();
    }
    return rows;
  }

  /** See `Sql.iterate`. */
  *iterate(statement: string, parameters: readonly SqlValue[]): Generator<readonly SqlValue[], void> {
    try {
      const prepared = this.#prepare(statement);
      try {
        prepared.bind([...parameters]);
        for (; prepared.step(); addStep()) {
          this.#throwReadFailure();
          yield prepared.get();
        }
      } finally {
        prepared.reset();
      }
    } finally {
      this.#throwReadFailure();
    }
  }

  /** Whether that was left to do: out of memory, SQLite itself rolls everything back. */
  undo(statement: string): boolean {
    try {
      this.run(statement, []);
      return true;
    } catch (error) {
      if (error instanceof Error && /no such savepoint|no transaction is active/u.test(error.message)) return false;
      throw error;
    }
  }

  #prepare(statement: string): Statement {
    let prepared = this.#prepared.get(statement);
    if (prepared === undefined) {
      prepared = this.#database.prepare(statement);
      this.#prepared.set(statement, prepared);
    }
    return prepared;
  }
}
