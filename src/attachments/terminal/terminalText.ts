import { plainOutput } from './plainOutput.js';

/** A command with its output and its end, as a model reads it. @param exitCode `undefined` where nobody tells, or nothing has ended yet */
export function terminalText(commandLine: string, output: string, exitCode: number | undefined): string {
  const command = commandLine.trim() === '' ? [] : [`$ ${commandLine.trim()}`];
  const end = exitCode === undefined ? [] : [`[exit code ${exitCode}]`];
  return [...command, ...nonEmpty(withoutEcho(plainOutput(output), commandLine.trim())), ...end].join('\n');
}

function nonEmpty(text: string): readonly string[] {
  return text === '' ? [] : [text];
}

/** Some shells write the command once more before its output. */
function withoutEcho(output: string, commandLine: string): string {
  const echo = `${commandLine}\n`;
  return commandLine !== '' && output.startsWith(echo) ? output.slice(echo.length) : output;
}
