import { createHash } from 'node:crypto';
import { answerOf, isAnswer, messageOf, sizeOf } from './transactions.js';
import { textOf } from '../../src/core/message.js';

/** What was found of what was acknowledged. All but the first two are to be zero. */
export interface Findings {
  /** Transactions, deltas, finished answers and deletions reported as saved. */
  readonly acknowledged: number;
  /** Those found; more than acknowledged, since a kill can fall between saving and reporting. */
  readonly found: number;
  /** Acknowledged and not found. */
  readonly lost: number;
  /** Messages or deltas found more than once. */
  readonly duplicated: number;
  /** Transactions of which only some messages were found. */
  readonly torn: number;
  /** Messages whose content is not what was saved; answers out of order. */
  readonly wrong: number;
  /** Deleted conversations of which something is there. */
  readonly resurrected: number;
  /** Settings that show a value which somebody who saw it has replaced. */
  readonly outdated: number;
}

type FoundMessage = readonly [kind: 'message', conversation: string, id: string, status: string, content: string];

/** Records what storage acknowledged, and compares it with what is there. */
export class AcknowledgedWrites {
  /** Every conversation that was ever reported. */
  readonly conversations = new Set<string>();
  /** `<conversation> <transaction>`. */
  readonly #saved = new Set<string>();
  readonly #deltas = new Set<string>();
  /** `<conversation> <answer>` and how many deltas it has. */
  readonly #finished = new Map<string, number>();
  readonly #deleting = new Set<string>();
  readonly #deleted = new Set<string>();
  /** `<conversation> <field> <value>`. */
  readonly #replaced = new Set<string>();
  /** The last value a process set, by `<process> <conversation> <field>`. */
  readonly #lastSet = new Map<string, string>();

  /** Takes a writer's line; `false` when it is about something else. */
  note(line: string): boolean {
    const [kind, conversation = '', second = '', third = '', seen = ''] = line.split(' ');
    switch (kind) {
      case 'saved':
        this.#saved.add(`${conversation} ${second}`);
        break;
      case 'delta':
        this.#deltas.add(`${conversation} ${second} ${third}`);
        break;
      case 'finished':
        this.#finished.set(`${conversation} ${second}`, Number(third));
        break;
      case 'deleting':
        this.#deleting.add(conversation);
        break;
      case 'deleted':
        this.#deleted.add(conversation);
        break;
      case 'set':
        this.#noteSet(conversation, second, third, seen);
        break;
      default:
        return false;
    }
    this.conversations.add(conversation);
    return true;
  }

  /** What every process is to see in the end, as commands to a reader. */
  expectations(): readonly string[] {
    const staying = [...this.#saved].filter((saved) => !this.#deleting.has(saved.split(' ')[0]!));
    return [
      ...staying.map((saved) => `saved ${saved}`),
      ...[...this.#deleted].map((conversation) => `deleted ${conversation}`),
    ];
  }

  compare(rows: readonly string[]): Findings {
    const parsed = rows.map((row) => JSON.parse(row) as readonly unknown[]);
    const messages = parsed.filter((row): row is FoundMessage => row[0] === 'message');
    const shown = new Set(
      parsed.filter(([kind]) => kind !== 'deleted').map(([, conversation]) => String(conversation)),
    );
    const transactions = transactionsIn(messages);
    const answers = new Map(
      messages
        .filter(([, , id]) => isAnswer(id))
        .map(([, conversation, id, status, text]) => [
          `${conversation} ${id}`,
          { status, deltas: text.split(' ').slice(0, -1) },
        ]),
    );
    const staying = (change: string) => !this.#deleting.has(change.split(' ')[0]!);
    const deltaIsThere = (delta: string) => {
      const [conversation, answer, number] = delta.split(' ');
      return answers.get(`${conversation} ${answer}`)?.deltas.includes(number!) ?? false;
    };
    const isFinished = (answer: string) => answers.get(answer)?.status === 'complete';
    const saved = [...this.#saved].filter(staying);
    const lost = [
      ...saved.filter((change) => !transactions.has(change)),
      ...[...this.#deltas].filter((delta) => staying(delta) && !deltaIsThere(delta)),
      ...[...this.#finished.keys()].filter((answer) => staying(answer) && !isFinished(answer)),
    ];
    const deltas = [...answers].flatMap(([answer, { deltas }]) => deltas.map((number) => `${answer} ${number}`));
    const ids = [...messages.map(([, conversation, id]) => `${conversation} ${id}`), ...deltas];
    const stayingFound = [...transactions.keys()].filter(staying);
    const gone = [...this.#deleted].filter((conversation) => !shown.has(conversation));
    for (const change of lost.slice(0, 20)) console.error(`lost: ${change}`);
    const resurrected = [...this.#deleted].filter((conversation) => shown.has(conversation));
    for (const conversation of resurrected) console.error(`resurrected: ${conversation}`);
    return {
      acknowledged: saved.length + [...this.#deltas].filter(staying).length + this.#finished.size + this.#deleted.size,
      found: stayingFound.length + deltas.length + [...answers.keys()].filter(isFinished).length + gone.length,
      lost: lost.length,
      duplicated: ids.length - new Set(ids).size,
      torn: [...transactions].filter(([change, messageIds]) => messageIds.size !== sizeOf(change.split(' ')[1]!))
        .length,
      wrong: messages.filter(isWrong).length,
      resurrected: resurrected.length,
      outdated: parsed.filter((row) => row[0] === 'conversation' && this.#isOutdated(row)).length,
    };
  }

  #noteSet(conversation: string, field: string, value: string, seen: string): void {
    const setter = `${value.split('.')[0]} ${conversation} ${field}`;
    // Its own earlier value came before this one, whatever was seen in between.
    for (const replaced of [seen, this.#lastSet.get(setter)]) {
      if (replaced !== undefined && replaced !== value) this.#replaced.add(`${conversation} ${field} ${replaced}`);
    }
    this.#lastSet.set(setter, value);
  }

  #isOutdated([, id, title, workspace]: readonly unknown[]): boolean {
    const outdated =
      this.#replaced.has(`${String(id)} title ${String(title)}`) ||
      this.#replaced.has(`${String(id)} workspace ${String(workspace)}`);
    if (outdated) console.error(`outdated: ${String(id)} ${String(title)} ${String(workspace)}`);
    return outdated;
  }
}

/** Message ids by `<conversation> <transaction>`. */
function transactionsIn(messages: readonly FoundMessage[]): ReadonlyMap<string, ReadonlySet<string>> {
  const transactions = new Map<string, Set<string>>();
  for (const [, conversation, id] of messages) {
    if (isAnswer(id)) continue;
    const transaction = `${conversation} ${id.slice(0, id.indexOf('/'))}`;
    transactions.set(transaction, (transactions.get(transaction) ?? new Set<string>()).add(id));
  }
  return transactions;
}

function isWrong([, conversation, id, status, content]: FoundMessage): boolean {
  if (isAnswer(id)) {
    const { length } = content.split(' ').slice(0, -1);
    // Nobody who wrote one is alive: an answer is finished, or was interrupted.
    return (
      content !== textOf(answerOf(conversation, id, length).parts) || !['complete', 'interrupted'].includes(status)
    );
  }
  return (
    status !== 'complete' ||
    content !==
      createHash('sha256')
        .update(JSON.stringify(messageOf(conversation, id)))
        .digest('base64')
  );
}
