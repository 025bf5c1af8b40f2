import { spawn } from 'node:child_process';
import { abortError, ScoutError } from '../../../core/errors.js';

export interface GitOutput {
  readonly text: string;
  /** There was more than was read. */
  readonly isCut: boolean;
}

/** Git asks nobody anything, changes nothing, and shows text as it is whatever the user's own configuration says. */
const fixedConfiguration = [
  'core.quotePath=false',
  'color.ui=false',
  'core.fsmonitor=false',
  'log.showSignature=false',
  'log.showRoot=true',
  'i18n.logOutputEncoding=UTF-8',
].flatMap((setting) => ['-c', setting]);
/** Of what git says about a failure, in UTF-16 code units. */
const maximumComplaint = 2_000;

/**
 * What git writes, decoded as UTF-8. Git is stopped once that is too much.
 * @param maximumBytes of the output that are read
 * @throws ScoutError with what git complains about, `AbortError`
 */
export async function runGit(
  executable: string,
  folder: string,
  parameters: readonly string[],
  maximumBytes: number,
  signal: AbortSignal,
): Promise<GitOutput> {
  if (signal.aborted) throw abortError();
  const child = spawn(executable, [...fixedConfiguration, '--no-pager', ...parameters], {
    cwd: folder,
    env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
    signal,
  });
  const ended = Promise.withResolvers<number | null>();
  child.once('error', (error) => ended.reject(signal.aborted ? abortError() : notRun(error)));
  child.once('close', (code) => ended.resolve(code));
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    if (complaint.length < maximumComplaint) complaint += piece;
  });
  const pieces: Buffer[] = [];
  let bytes = 0;
  child.stdout.on('data', (piece: Buffer) => {
    if (bytes < maximumBytes) pieces.push(piece);
    bytes += piece.length;
    if (bytes >= maximumBytes) child.kill();
  });
  const code = await ended.promise;
  if (signal.aborted) throw abortError();
  const isCut = bytes >= maximumBytes;
  if (code !== 0 && !isCut)
    throw new ScoutError('unsupported-input', complaint.trim().slice(0, maximumComplaint) || `git ended with ${code}`);
  return { text: Buffer.concat(pieces).subarray(0, maximumBytes).toString('utf8'), isCut };
}

function notRun(error: Error): ScoutError {
  return new ScoutError('unsupported-input', `Git could not be run: ${error.message}`, { cause: error });
}
