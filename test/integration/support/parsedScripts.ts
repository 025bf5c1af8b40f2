import { Session } from 'node:inspector/promises';

/**
 * The addresses of every script this process has parsed so far, as its JavaScript engine lists them,
 * WebAssembly modules included.
 */
export async function parsedScripts(): Promise<readonly string[]> {
  const session = new Session();
  session.connect();
  const urls: string[] = [];
  session.on('Debugger.scriptParsed', ({ params }) => urls.push(params.url));
  // Enabling the debugger replays all the scripts that are already there.
  await session.post('Debugger.enable');
  await session.post('Debugger.disable');
  session.disconnect();
  return urls;
}
