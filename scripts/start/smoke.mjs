/** `npm start -- --smoke`: a person's first minute with each provider, in the served VS Code, without a person. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ChatPanel } from '../../test/support/chatPanel.ts';
import { openBrowser } from '../../test/support/editor/browser.ts';
import { patience, runCommand, chooseModel } from '../../test/support/editor/commandPalette.ts';
import { collectScoutErrors } from '../../test/support/editor/scoutErrors.ts';
import { projectFolder } from '../environment.mjs';
import { openServed, servedVersion } from './served.mjs';

const screenshots = path.join(projectFolder, 'out', 'smoke');
const question = 'How do I debounce a function in TypeScript?';

/** Prints one line for each provider; resolves with whether all is well. */
export async function smoke({ packages, providerSetup }) {
  console.log(`VS Code ${servedVersion()}`);
  const stateFolder = mkdtempSync(path.join(tmpdir(), 'scout-smoke-'));
  const editor = await openServed({ stateFolder, packages, providerSetup });
  const context = await openBrowser(path.join(stateFolder, 'browser'));
  const errors = collectScoutErrors(context, path.join(editor.dataFolder, 'data', 'logs'));
  try {
    const page = context.pages()[0];
    await logIn(page, editor);
    // The panel opens by itself, as it does for a person.
    await ChatPanel.find(page);
    let passed = true;
    for (const provider of providerSetup.list) passed = (await tryProvider(page, provider)) && passed;
    for (const error of errors.all()) console.log(`Console error: ${error}`);
    return passed && errors.all().length === 0;
  } catch (error) {
    mkdirSync(screenshots, { recursive: true });
    await context.pages()[0]?.screenshot({ path: path.join(screenshots, 'failed.png') });
    console.log(`The chat panel did not open: ${error.message}`);
    return false;
  } finally {
    await context.close();
    await editor.close();
    rmSync(stateFolder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function logIn(page, { address, password }) {
  await page.goto(address);
  await page.locator('input[type=password]').fill(password);
  await page.keyboard.press('Enter');
  await page.locator('.monaco-workbench').waitFor({ timeout: patience });
}

async function tryProvider(page, { id, name, simulated }) {
  const file = path.join(screenshots, `${id}.png`);
  const who = `${name} (${simulated ? 'simulator' : 'live'})`;
  try {
    const answer = await converse(page, name);
    await page.screenshot({ path: file });
    const fault = faultOf(answer);
    const figures = `${growth(answer.lengths)} updates while streaming, ${answer.text.length} characters`;
    console.log(
      fault ? `${who}: failed, ${fault}` : `${who}: passed, ${figures}, ${path.relative(projectFolder, file)}`,
    );
    return fault === undefined;
  } catch (error) {
    await page.screenshot({ path: file });
    console.log(`${who}: failed, ${error.message.split('\n')[0]}`);
    return false;
  }
}

async function converse(page, name) {
  await runCommand(page, 'SCOUT: Open Chat');
  const panel = await ChatPanel.find(page);
  await panel.hasCursor();
  await runCommand(page, 'SCOUT: New Chat');
  await panel.hasCursor();
  await chooseModel(page, name);
  await panel.showsLabel(name);
  return panel.ask(question);
}

function faultOf({ lengths, status, saved, text }) {
  if (status !== 'complete') return `the answer is ${status}: ${text.slice(0, 200)}`;
  if (!saved) return 'the answer was not saved';
  if (growth(lengths) < 3) return `the answer was updated ${growth(lengths)} times while streaming`;
  return undefined;
}

/** How often the text on screen was longer than before. */
function growth(lengths) {
  return lengths.filter((length, index) => length > (lengths[index - 1] ?? 0)).length;
}
