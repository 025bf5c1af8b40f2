/** One step of a set-up: says what it does and how long it took, and fails with what the program said. */
import { run } from './environment.mjs';

/** Something a person has to do first; the message is the whole explanation. */
export class SetUpError extends Error {}

/** Runs a program under a sentence such as "Installing the npm packages". Rejects with a SetUpError when it fails. */
export async function step(sentence, program, args, options) {
  console.log(`${sentence} …`);
  const start = Date.now();
  const { code, output } = await run(program, args, { ...options, capture: true });
  if (code !== 0) throw new SetUpError(`${sentence} failed (exit code ${code}):\n${essence(output)}`);
  console.log(`${sentence}: done in ${Math.round((Date.now() - start) / 1000)} s.`);
}

/** Where a program says what is wrong: npm in its first lines, compilers in their last. */
export function essence(output) {
  const lines = output
    .trim()
    .split('\n')
    .filter((line) => !/^npm warn/i.test(line));
  return lines.length <= 40 ? lines.join('\n') : [...lines.slice(0, 15), '…', ...lines.slice(-20)].join('\n');
}

/** Ends the process: with a plain sentence where a person has to do something, else with the whole error. */
export function exitWith(error) {
  console.error(error instanceof SetUpError || error.message.startsWith('Please') ? error.message : error);
  process.exit(1);
}
