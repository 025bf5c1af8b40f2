/**
 * `npm run release:publish -- marketplace|open-vsx`: publishes the package in out/ that CI has made and tested.
 * Does nothing, and says so, when the registry's token is not in the environment.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { childEnvironment, modulesFolder, nodeExecutable, npmCommand, projectFolder, run } from '../environment.mjs';

const [npm, ...before] = npmCommand(nodeExecutable());
const registries = {
  marketplace: {
    name: 'the Visual Studio Marketplace',
    token: 'VSCE_PAT',
    command: [nodeExecutable(), path.join(modulesFolder, '@vscode', 'vsce', 'vsce')],
  },
  'open-vsx': {
    name: 'Open VSX',
    token: 'OVSX_PAT',
    command: [npm, ...before, 'exec', '--yes', '--package=ovsx@1.4.0', '--', 'ovsx'],
  },
};

const registry = registries[process.argv[2]];
if (!registry) {
  console.error(`Please name the registry: ${Object.keys(registries).join(' or ')}.`);
  process.exit(1);
}
const { name, version } = JSON.parse(readFileSync(path.join(projectFolder, 'package.json'), 'utf8'));
const file = path.join(projectFolder, 'out', `${name}-${version}.vsix`);
if (!existsSync(file)) {
  console.error(`${path.relative(projectFolder, file)} is missing; \`npm run package\` makes it.`);
  process.exit(1);
}
if (!process.env[registry.token]) {
  const sentence = `Not published on ${registry.name}: the secret ${registry.token} is not set.`;
  console.log(process.env.GITHUB_ACTIONS ? `::warning::${sentence}` : sentence);
  process.exit(0);
}
const [program, ...args] = registry.command;
const { code } = await run(program, [...args, 'publish', '--packagePath', file, '--skip-duplicate'], {
  env: childEnvironment(),
});
process.exit(code);
