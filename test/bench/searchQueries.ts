/** What is looked for, of every kind there is. docs/search.md shows the list with its figures. */
export interface BenchQuery {
  readonly kind: string;
  /** As a user types it; a space at the end completes the last word. */
  readonly text: string;
  /** The same for FTS5: what must match, of the prepared text, and what else must hold of a message `m` and its conversation `c`. */
  readonly peer: { readonly match?: string; readonly where?: string };
}

const folder = (name: string): string => `c.workspace = 'file:///home/ada/${name}'`;
const tagged = (tag: string): string => `c.tags LIKE '%"${tag}"%'`;
const time = (year: number, month: number, day: number): number => new Date(year, month - 1, day).getTime();

export const searchQueries: readonly BenchQuery[] = [
  { kind: 'very common word', text: 'the ', peer: { match: '"the"' } },
  { kind: 'common word', text: 'error ', peer: { match: '"error"' } },
  { kind: 'common word', text: 'value ', peer: { match: '"value"' } },
  { kind: 'rare word', text: 'congrament ', peer: { match: '"congrament"' } },
  { kind: 'word nobody wrote', text: 'zzyzx ', peer: { match: '"zzyzx"' } },
  { kind: 'word of code', text: 'errorValue ', peer: { match: '"errorvalue"' } },
  { kind: 'several common words', text: 'the server error ', peer: { match: '"the" "server" "error"' } },
  { kind: 'common words and a rare one', text: 'the of congrament ', peer: { match: '"the" "of" "congrament"' } },
  { kind: 'one letter', text: 't', peer: { match: '"t"*' } },
  { kind: 'two letters', text: 'th', peer: { match: '"th"*' } },
  { kind: 'two letters', text: 'co', peer: { match: '"co"*' } },
  { kind: 'two letters', text: 'qu', peer: { match: '"qu"*' } },
  { kind: 'three letters', text: 'con', peer: { match: '"con"*' } },
  { kind: 'four letters, common', text: 'func', peer: { match: '"func"*' } },
  { kind: 'four letters', text: 'cont', peer: { match: '"cont"*' } },
  { kind: 'six letters', text: 'conres', peer: { match: '"conres"*' } },
  { kind: 'nearly a word', text: 'functio', peer: { match: '"functio"*' } },
  { kind: 'words, the last begun', text: 'the error va', peer: { match: '"the" "error" "va"*' } },
  { kind: 'words, the last begun', text: 'the server respon', peer: { match: '"the" "server" "respon"*' } },
  { kind: 'phrase', text: '"in the"', peer: { match: '"in the"' } },
  { kind: 'rare phrase of common words', text: '"the to of"', peer: { match: '"the to of"' } },
  { kind: 'rare phrase of common words', text: '"set the value"', peer: { match: '"set the value"' } },
  { kind: 'phrase being typed', text: '"of the er', peer: { match: '"of the er"*' } },
  { kind: 'exclusion', text: 'the -function ', peer: { match: '"the" NOT "function"' } },
  { kind: 'exclusion of a common word', text: 'error -the ', peer: { match: '"error" NOT "the"' } },
  { kind: 'accents', text: 'grosse ', peer: { match: '"grosse"' } },
  { kind: 'Chinese word', text: '数据', peer: { match: '"数据"' } },
  { kind: 'Chinese character', text: '数', peer: { match: '"数"*' } },
  { kind: 'Chinese phrase', text: '查询返回了', peer: { match: '"查询 询返 返回 回了"' } },
  { kind: 'Japanese word', text: 'データベース', peer: { match: '"デー ータ タベ ベー ース"' } },
  { kind: 'common word, common filter', text: 'the model:gpt', peer: { match: '"the"', where: "m.model = 'gpt-5'" } },
  { kind: 'common word, common filter', text: 'the from:me', peer: { match: '"the"', where: "m.role = 'user'" } },
  { kind: 'common word, common filter', text: 'error in:thesis', peer: { match: '"error"', where: folder('thesis') } },
  {
    kind: 'common word, rare filter',
    text: 'the model:rare-model',
    peer: { match: '"the"', where: "m.model = 'rare-model'" },
  },
  {
    kind: 'common word, rare filter',
    text: 'the from:me tag:rare in:tiny',
    peer: { match: '"the"', where: `m.role = 'user' AND ${tagged('rare')} AND ${folder('tiny')}` },
  },
  { kind: 'common word, rare filter', text: 'the is:pinned', peer: { match: '"the"', where: 'c.pinned = 1' } },
  {
    kind: 'common word, middling filters',
    text: 'the tag:rust persona:teacher',
    peer: { match: '"the"', where: `${tagged('rust')} AND c.persona = 'Teacher'` },
  },
  {
    kind: 'common word, middling filters',
    text: 'the is:archived has:code',
    peer: { match: '"the"', where: 'c.archived = 1 AND m.code = 1' },
  },
  { kind: 'begun word, rare filter', text: 'tag:rare the err', peer: { match: '"the" "err"*', where: tagged('rare') } },
  {
    kind: 'common word, old',
    text: 'the before:2023-02',
    peer: { match: '"the"', where: `m.created_at < ${time(2023, 2, 1)}` },
  },
  {
    kind: 'common word, a month',
    text: 'the after:2024-05 before:2024-06',
    peer: { match: '"the"', where: `m.created_at BETWEEN ${time(2024, 5, 1)} AND ${time(2024, 6, 1) - 1}` },
  },
  { kind: 'filters of messages', text: 'model:rare-model', peer: { where: "m.model = 'rare-model'" } },
  { kind: 'filters of messages', text: 'from:me has:code', peer: { where: "m.role = 'user' AND m.code = 1" } },
  {
    kind: 'filters of conversations',
    text: 'tag:rust in:thesis',
    peer: { where: `${tagged('rust')} AND ${folder('thesis')}` },
  },
  { kind: 'filters of conversations', text: 'after:2024-05', peer: { where: `c.updated_at >= ${time(2024, 5, 1)}` } },
];
