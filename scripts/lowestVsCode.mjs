/**
 * Installs the lowest VS Code that SCOUT supports, as code-server brings it, into .vscode-test/lowest; does nothing when it
 * is there. Runs from Node 20, without dependencies.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { childEnvironment, modulesFolder, nodeExecutable, npmCommand, projectFolder } from './environment.mjs';
import { SetUpError, step } from './setUpStep.mjs';

/** code-server 4.106.3 is VS Code 1.106.3. Under Node 24 its extension host starts no extension. */
const codeServer = '4.106.3';
const node = '22.23.3';
/** The address in git that it names needs ssh and a key; this is the same version from the registry. */
const watcher = '2.5.1';

const folder = path.join(projectFolder, '.vscode-test', 'lowest');
const codeServerFolder = path.join(folder, 'node_modules', 'code-server');
const serverFolder = path.join(codeServerFolder, 'lib', 'vscode');
const nodeFolder = path.join(folder, 'node_modules', `node-linux-${process.arch}`);
const nodeFile = path.join(nodeFolder, 'bin', 'node');

/** Resolves with the folder of code-server and the Node that runs it. Rejects with a sentence that says what to do. */
export async function installLowestVsCode() {
  if (process.platform !== 'linux')
    throw new SetUpError('Please run this on Linux: the lowest VS Code is set up there only.');
  const installed = path.join(folder, 'installed');
  const wanted = JSON.stringify({ codeServer, node, watcher });
  if (!existsSync(installed) || readFileSync(installed, 'utf8') !== wanted) {
    rmSync(folder, { recursive: true, force: true });
    await install();
    writeFileSync(installed, wanted);
  }
  requireLowest();
  return { codeServerFolder, nodeFile };
}

async function install() {
  mkdirSync(folder, { recursive: true });
  const dependencies = { 'code-server': codeServer, [path.basename(nodeFolder)]: node };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
  const [npm, ...before] = npmCommand(nodeExecutable());
  const args = [...before, 'install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
  await step(`Installing code-server ${codeServer} and Node ${node}`, npm, args, { cwd: folder });
  takeWatcherFromRegistry();
  await step("Installing the modules of its VS Code's server", npm, [...args, '--no-save'], { cwd: serverFolder });
  await build(['@vscode/spdlog', 'native-watchdog'], serverFolder);
  await build(['argon2'], folder);
  takeRipgrepFromProject();
}

function takeWatcherFromRegistry() {
  for (const name of ['package.json', 'npm-shrinkwrap.json']) {
    const file = path.join(serverFolder, name);
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    for (const root of [manifest, manifest.packages?.['']]) {
      if (root?.dependencies?.['@parcel/watcher']) root.dependencies['@parcel/watcher'] = watcher;
    }
    const locked = manifest.packages?.['node_modules/@parcel/watcher'];
    delete locked?.resolved;
    delete locked?.integrity;
    writeFileSync(file, JSON.stringify(manifest, undefined, 2));
  }
}

/** Its own package would fetch the program from GitHub while it is installed; the project's VS Code has it in a package. */
function takeRipgrepFromProject() {
  const modules = path.join('lib', 'vscode', 'node_modules', '@vscode');
  const bin = path.join(codeServerFolder, modules, 'ripgrep', 'bin');
  mkdirSync(bin, { recursive: true });
  copyFileSync(
    path.join(modulesFolder, 'code-server', modules, 'ripgrep-universal', 'bin', `linux-${process.arch}`, 'rg'),
    path.join(bin, 'rg'),
  );
}

/** Native modules have to be built by the Node that loads them, with its headers. */
async function build(names, cwd) {
  const [npm, ...before] = npmCommand(nodeFile);
  const search = [path.dirname(nodeFile), process.env.PATH].join(path.delimiter);
  const env = childEnvironment({ PATH: search, npm_config_nodedir: nodeFolder });
  await step(`Building ${names.join(' and ')}`, npm, [...before, 'rebuild', ...names, '--ignore-scripts=false'], {
    cwd,
    env,
  });
}

/** What is tested has to be what the manifest promises. */
function requireLowest() {
  const { engines } = JSON.parse(readFileSync(path.join(projectFolder, 'package.json'), 'utf8'));
  const { version } = JSON.parse(readFileSync(path.join(serverFolder, 'package.json'), 'utf8'));
  const minor = (text) => text.match(/\d+\.\d+/)?.[0];
  if (minor(engines.vscode) !== minor(version)) {
    throw new SetUpError(
      `Please name the code-server of VS Code ${minor(engines.vscode)} in scripts/lowestVsCode.mjs: the manifest asks for it, and this one is ${version}.`,
    );
  }
}
