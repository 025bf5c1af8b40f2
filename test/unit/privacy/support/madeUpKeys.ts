import { randomNumbers } from '../../../support/randomNumbers.js';

const small = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';
export const alphabets = {
  hex: `${digits}abcdef`,
  capitals: `${small.toUpperCase()}234567`,
  letters: small + small.toUpperCase() + digits,
  url: `${small}${small.toUpperCase()}${digits}-_`,
  base64: `${small}${small.toUpperCase()}${digits}+/`,
  digits,
};

export type KeyMaker = (alphabet: keyof typeof alphabets, length: number) => string;

/** Texts that look like keys, put together at run time: no scanner of a code host finds one in this repository. */
export function keyMaker(seed: number): KeyMaker {
  const random = randomNumbers(seed);
  return (alphabet, length) => {
    const characters = alphabets[alphabet];
    const made = Array.from({ length }, () => characters.charAt(Math.floor(random() * characters.length)));
    // Neither end is a mark, and both kinds of characters are there.
    made[0] = alphabet === 'digits' ? '5' : alphabet === 'capitals' ? 'Q' : 'e';
    made[1] = '7';
    made[length - 1] = alphabet === 'capitals' ? 'X' : '4';
    return made.join('');
  };
}

export function pem(kind: string, body: string): string {
  const dashes = '-'.repeat(5);
  const lines = body.match(/.{1,64}/gu) ?? [];
  return [`${dashes}BEGIN ${kind}${dashes}`, ...lines, `${dashes}END ${kind}${dashes}`].join('\n');
}
