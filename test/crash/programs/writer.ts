/**
 * Saves as fast as it can until it is killed, and reports each change on standard output once storage has
 * acknowledged it; what deletes is announced before, too. Several things go on at once, as in a window: whole
 * transactions in its own and in a shared conversation, a streaming answer, settings of conversations, deletions.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Durability, HistoryEvent } from '../../../src/storage/api/chatHistory.js';
import { randomNumbers } from '../../support/randomNumbers.js';
import { answerOf, deltaOf, eventsOf, FIELD_CONVERSATIONS, FIELDS, streamingOf } from '../transactions.js';
import { openUnderTest } from './openUnderTest.js';
import { report } from './report.js';

const { options, storage, thread } = openUnderTest();
const { history } = storage;
const { name, faults } = options;
const random = randomNumbers(faults.seed + 1);
const own = `own.${name}`;
/** Some twenty processes in a row write into the same one. */
const shared = `shared.${Math.trunc(Number(name.slice(1)) / 20)}`;

function draw<T>(choices: readonly T[]): T {
  return choices[Math.trunc(random() * choices.length)]!;
}

async function pause(): Promise<void> {
  if (random() < 0.7) await delay(random() ** 2 * 25);
}

/** @returns whether it was acknowledged; nothing here should ever fail. */
async function save(events: readonly HistoryEvent[], durability: Durability): Promise<boolean> {
  try {
    await history.append(events, durability);
    return true;
  } catch (error) {
    report('refused', String(error));
    return false;
  }
}

async function saveTransactions(lane: number): Promise<never> {
  for (let number = 0; ; number++) {
    const transaction = `${name}.${lane}.${number}`;
    const conversation = number % 4 === 3 ? shared : own;
    const extra: readonly HistoryEvent[] =
      number === 0 ? [{ type: 'conversation.set', id: own, fields: { title: name, createdAt: 1 } }] : [];
    if (await save([...extra, ...eventsOf(conversation, transaction)], number % 3 === 2 ? 'written' : 'synced')) {
      report('saved', conversation, transaction);
    }
    await pause();
  }
}

async function streamAnswers(): Promise<never> {
  for (let answerNumber = 0; ; answerNumber++) {
    const answer = `${name}.answer.${answerNumber}`;
    const length = 3 + Math.trunc(random() * 25);
    await save([streamingOf(own, answer)], 'synced');
    for (let number = 0; number < length; number++) {
      if (await save([deltaOf(own, answer, number)], 'written')) report('delta', own, answer, String(number));
      if (number % 4 === 0) await pause();
    }
    if (await save([{ type: 'message.put', message: answerOf(own, answer, length) }], 'synced')) {
      report('finished', own, answer, String(length));
    }
  }
}

/** A value says who wrote it; what was seen before is thereby overwritten for good. */
async function setFields(): Promise<never> {
  for (let number = 0; ; number++) {
    const id = draw(FIELD_CONVERSATIONS);
    const field = draw(FIELDS);
    const seen = (await history.conversation(id))?.[field] ?? '-';
    const value = `${name}.${number}`;
    if (
      await save(
        [{ type: 'conversation.set', id, fields: { [field]: value, updatedAt: number } }],
        draw(['synced', 'written']),
      )
    ) {
      report('set', id, field, value, seen === '' ? '-' : seen);
    }
    await pause();
  }
}

/** Creates conversations and deletes some: its own, and those that others began. */
async function createAndDelete(): Promise<never> {
  for (let number = 0; ; number++) {
    const conversation = `brief.${name}.${number}`;
    const transaction = `${name}.brief.${number}`;
    if (
      await save(
        [
          { type: 'conversation.set', id: conversation, fields: { title: 'brief', createdAt: 1 } },
          ...eventsOf(conversation, transaction),
        ],
        'synced',
      )
    ) {
      report('saved', conversation, transaction);
    }
    await pause();
    const brief = (await history.conversations({}, 1_000)).filter(({ id }) => id.startsWith('brief.'));
    const chosen = brief.length === 0 ? conversation : draw(brief).id;
    if (random() < 0.5) {
      report('deleting', chosen);
      if (await save([{ type: 'conversation.tombstone', id: chosen }], 'synced')) report('deleted', chosen);
    }
    // What is said about a conversation may come after its end.
    const late = `${name}.late.${number}`;
    if (await save(eventsOf(chosen, late), 'written')) report('saved', chosen, late);
    await pause();
  }
}

/** The thread dies, the process lives on: the next thread replays, and what was unanswered is sent again. */
async function loseThread(): Promise<void> {
  if (random() > 0.1) return;
  await delay(random() * 400);
  report('thread', 'ends');
  await thread()?.terminate();
}

await Promise.all([
  saveTransactions(0),
  saveTransactions(1),
  streamAnswers(),
  setFields(),
  createAndDelete(),
  loseThread(),
]);
