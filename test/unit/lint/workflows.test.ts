import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { projectFolder } from '../../support/projectFolder.js';

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly uses?: string;
  readonly needs?: string;
  readonly 'timeout-minutes'?: number;
  readonly steps?: readonly Step[];
}
interface Workflow {
  readonly permissions?: unknown;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const read = (file: string): string => readFileSync(path.join(projectFolder, file), 'utf8');
const manifest = JSON.parse(read('package.json')) as Readonly<Record<string, Readonly<Record<string, string>>>> & {
  readonly name: string;
};
const files = globSync('.github/**/*.yml', { cwd: projectFolder }).map((file) => file.replaceAll('\\', '/'));
const workflowFiles = files.filter((file) => file.startsWith('.github/workflows/'));
const workflow = (file: string): Workflow => load(read(file)) as Workflow;
const jobsOf = (file: string): readonly [string, Job][] => Object.entries(workflow(file).jobs);
const stepsOf = (file: string): readonly Step[] => jobsOf(file).flatMap(([, { steps = [] }]) => steps);

describe('the files of .github', () => {
  it('are those that are expected, and valid YAML', () => {
    assert.deepEqual(workflowFiles.map((file) => path.basename(file)).sort(), ['ci.yml', 'release.yml']);
    for (const file of files) assert.equal(typeof load(read(file)), 'object', file);
  });

  for (const file of workflowFiles) {
    describe(file, () => {
      it('runs scripts that exist', () => {
        const commands = stepsOf(file).flatMap(({ run }) => run ?? []);
        assert.ok(commands.length > 0);
        for (const command of commands.filter((text) => text !== 'npm ci')) {
          const script = /^npm (?:run ([\w:]+)|(test))(?: -- .+)?$/.exec(command);
          assert.ok(script, `${command} is no script of package.json`);
          assert.ok(manifest['scripts']?.[script[1] ?? script[2] ?? ''], `${command}: package.json has no such script`);
        }
      });

      it('uses actions of GitHub alone, by their major version, and files that exist', () => {
        for (const used of [...stepsOf(file), ...jobsOf(file).map(([, job]) => job)].flatMap(
          ({ uses }) => uses ?? [],
        )) {
          assert.ok(
            used.startsWith('./') ? existsSync(path.join(projectFolder, used)) : /^actions\/[\w-]+@v\d+$/.test(used),
            used,
          );
        }
      });

      it('may read the repository and nothing else, and keeps no credentials', () => {
        assert.deepEqual(workflow(file).permissions, { contents: 'read' });
        for (const step of stepsOf(file).filter(({ uses }) => uses?.startsWith('actions/checkout@')))
          assert.equal(step.with?.['persist-credentials'], false);
      });

      it('ends by itself', () => {
        assert.ok(workflow(file).concurrency);
        for (const [name, job] of jobsOf(file))
          assert.ok(job.uses !== undefined || (job['timeout-minutes'] ?? 0) > 0, name);
      });
    });
  }

  it('test on the three systems and in the lowest VS Code, and keep the package', () => {
    const commands = stepsOf('.github/workflows/ci.yml').map(({ run }) => run);
    for (const command of ['npm test', 'npm run test:lowest', 'npm run package'])
      assert.ok(commands.includes(command), command);
    const { strategy } = workflow('.github/workflows/ci.yml').jobs['test'] as {
      strategy: { matrix: { os: readonly string[] } };
    };
    assert.deepEqual(strategy.matrix.os, ['ubuntu-latest', 'macos-latest', 'windows-latest']);
    const upload = stepsOf('.github/workflows/ci.yml').find((step) => step.with?.['name'] === 'vsix');
    assert.equal(upload?.with?.['path'], `out/${manifest.name}-*.vsix`);
  });

  it('publish what was checked and tested in the same run', () => {
    const { check, test, publish } = workflow('.github/workflows/release.yml').jobs;
    assert.equal(check?.steps?.at(-1)?.run, 'npm run release:check -- "$GITHUB_REF_NAME"');
    assert.deepEqual([test?.needs, test?.uses], ['check', './.github/workflows/ci.yml']);
    assert.equal(publish?.needs, 'test');
    assert.ok(
      publish?.steps?.some(
        (step) => step.uses?.startsWith('actions/download-artifact@') && step.with?.['name'] === 'vsix',
      ),
    );
  });
});

describe('the manifest', () => {
  for (const group of ['dependencies', 'devDependencies', 'optionalDependencies', 'overrides']) {
    it(`pins ${group} exactly`, () => {
      const versions = Object.entries(manifest[group] ?? {});
      assert.ok(versions.length > 0);
      assert.deepEqual(
        versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version)),
        [],
      );
    });
  }

  it('takes the editor’s types from the lowest version it supports', () => {
    assert.equal(manifest['engines']?.['vscode'], `^${manifest['devDependencies']?.['@types/vscode']}`);
  });
});
