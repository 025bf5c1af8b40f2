/** Ways to write a date at the end of a model's id; `m`onths and `d`ays that there are, years of this century. */
const month = '(?:0[1-9]|1[0-2])';
const day = '(?:0[1-9]|[12]\\d|3[01])';
const forms: readonly (readonly [pattern: RegExp, form: string])[] = [
  [new RegExp(`-20\\d\\d${month}${day}$`, 'u'), '-yyyymmdd'],
  [new RegExp(`@20\\d\\d${month}${day}$`, 'u'), '@yyyymmdd'],
  [new RegExp(`-20\\d\\d-${month}-${day}$`, 'u'), '-yyyy-mm-dd'],
  [new RegExp(`-${month}-20\\d\\d$`, 'u'), '-mm-yyyy'],
  [new RegExp(`-[2-9]\\d${month}$`, 'u'), '-yymm'],
  [new RegExp(`(?<=-20\\d\\d)${month}${day}$`, 'u'), 'mmdd'],
];

/**
 * What the built-in table may have for the id of a dated snapshot: `-date`, or the form of the date, in place of the date, such as
 * `claude-haiku-4-5-date` and `claude-haiku-4-5-yyyymmdd`. Empty where it does not end in a date.
 */
export function datedIds(id: string): readonly string[] {
  return forms.flatMap(([pattern, form]) =>
    pattern.test(id) ? [form, '-date'].map((end) => id.replace(pattern, end)) : [],
  );
}
