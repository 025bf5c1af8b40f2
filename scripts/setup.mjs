/**
 * Brings a fresh clone to the point where everything runs, and does nothing when nothing is missing:
 * the npm packages, the modules of VS Code's server, its one native module, Chromium.
 * Runs from Node 20 and has no dependencies. `node scripts/setup.mjs` does it by itself.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { findChromium, headlessChromium } from './chromium.mjs';
import {
  childEnvironment,
  findProgram,
  modulesFolder,
  nodeExecutable,
  nodePackageFolder,
  npmCommand,
  projectFolder,
  run,
} from './environment.mjs';
import { essence, exitWith, SetUpError, step } from './setUpStep.mjs';

const serverFolder = path.join(modulesFolder, 'code-server', 'lib', 'vscode');
const nativeLog = path.join(serverFolder, 'node_modules', '@vscode', 'spdlog', 'build', 'Release', 'spdlog.node');

/**
 * Sets up what is missing. `editor: false` leaves out VS Code and Chromium, for checks that need neither.
 * Rejects with a sentence that says what to do.
 */
export async function setUp({ editor = true } = {}) {
  // Debian's packages and npm's come from different places and do not wait for each other.
  const system = editor ? installSystemPackages() : Promise.resolve();
  system.catch(() => {});
  if (!packagesAreCurrent()) await installPackages();
  if (!editor) return;
  if (!existsSync(path.join(serverFolder, 'node_modules', '.package-lock.json'))) await installServerModules();
  await system;
  if (!existsSync(nativeLog)) await buildNativeLog();
  if (!findChromium()) await installChromiumThroughPlaywright();
}

/** Whether node_modules holds every package of the lock file in its version; optional ones may be absent. */
function packagesAreCurrent() {
  const wanted = readPackages(path.join(projectFolder, 'package-lock.json'));
  const present = readPackages(path.join(modulesFolder, '.package-lock.json'));
  if (!present) return false;
  return Object.entries(wanted).every(([location, entry]) => {
    if (location === '') return true;
    const found = present[location];
    return found
      ? found.version === entry.version && existsSync(path.join(projectFolder, location))
      : entry.optional === true;
  });
}

function readPackages(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

async function installPackages() {
  const [npm, ...before] = npmCommand(process.execPath);
  // The packaged Node cannot come first on the PATH yet: it is among what is being installed.
  await step('Installing npm packages', npm, [...before, 'ci'], { env: process.env });
}

async function installServerModules() {
  const [npm, ...before] = npmCommand(nodeExecutable());
  const args = ['install', '--omit=dev', '--ignore-scripts', '--no-save', '--no-audit', '--no-fund'];
  await step("Installing the VS Code server's modules", npm, [...before, ...args], { cwd: serverFolder });
}

/** Without this module VS Code writes no log files, so that a test of the log could never fail. */
async function buildNativeLog() {
  const missing = missingBuildTools();
  if (missing.length > 0)
    throw new SetUpError(`Please install ${missing.join(', ')}: they are needed to build VS Code's native log module.`);
  const headers = path.join(nodePackageFolder(), 'include', 'node');
  const env = childEnvironment(existsSync(headers) ? { npm_config_nodedir: nodePackageFolder() } : {});
  const [npm, ...before] = npmCommand(nodeExecutable());
  await step(
    "Building VS Code's native log module",
    npm,
    [...before, 'rebuild', '@vscode/spdlog', '--ignore-scripts=false'],
    { cwd: serverFolder, env },
  );
  if (!existsSync(nativeLog))
    throw new SetUpError("Building VS Code's native log module produced no output. Please check the compiler.");
}

function missingBuildTools() {
  // Elsewhere the build tools are not found by these names; a failing build says what it misses.
  if (process.platform !== 'linux') return [];
  return ['g++', 'make', 'python3'].filter((tool) => !findProgram(tool));
}

async function installSystemPackages() {
  const packages = existsSync(nativeLog) ? [] : missingBuildTools();
  if (process.platform === 'linux' && !findProgram(headlessChromium))
    packages.push(headlessChromium, 'fonts-liberation');
  if (packages.length === 0 || !isRootOnDebian()) return;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const wait = ['-o', 'DPkg::Lock::Timeout=300'];
  await step("Updating Debian's package lists", 'apt-get', [...wait, 'update', '-q'], { env });
  await step(
    `Installing ${packages.join(', ')} from Debian`,
    'apt-get',
    [...wait, 'install', '-y', '-q', '--no-install-recommends', ...packages],
    { env },
  );
}

function isRootOnDebian() {
  if (process.getuid?.() !== 0 || !findProgram('apt-get')) return false;
  return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

async function installChromiumThroughPlaywright() {
  const program = path.join(modulesFolder, 'playwright-core', 'cli.js');
  const { code, output } = await run(nodeExecutable(), [program, 'install', 'chromium'], { capture: true });
  if (code !== 0 || !findChromium()) {
    throw new SetUpError(
      `Please install Chromium or Chrome and make sure it is on the PATH. Playwright could not download it:\n${essence(output)}`,
    );
  }
}

/** Runs the set-up and ends the process with a plain sentence when it fails. */
export async function setUpOrExit(options) {
  try {
    await setUp(options);
  } catch (error) {
    exitWith(error);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await setUpOrExit();
